package io.carillon;

public final class Main {
    public static void main(String[] args) {}
}
