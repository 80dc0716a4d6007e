package io.carillon.bench;

/** The steps of one run. */
interface Steps {
    void perform() throws InterruptedException;

    /** What was found until now. */
    Report report(boolean interrupted) throws InterruptedException;
}
