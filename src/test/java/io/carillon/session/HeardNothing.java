package io.carillon.session;

/** A listener that does nothing. */
class HeardNothing implements WebSocketHandler.Listener {
    @Override
    public void onOpen() {}

    @Override
    public void onText(byte[] message, int length) {}

    @Override
    public void onBinary(byte[] message, int length) {}

    @Override
    public boolean onPing() {
        return true;
    }

    @Override
    public void onPong() {}

    @Override
    public void onStalled() {}

    @Override
    public void onEnd(int closeCode) {}

    @Override
    public void onGone() {}
}
