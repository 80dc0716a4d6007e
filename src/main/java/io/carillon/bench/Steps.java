package io.carillon.bench;

/** The steps of one run. */
interface Steps {
    void perform() throws InterruptedException;

    /** What is known now. What was begun and interrupted ends here. */
    Report report(boolean interrupted) throws InterruptedException;
}
