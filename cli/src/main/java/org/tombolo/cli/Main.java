package org.tombolo.cli;

/// The entry of `./tombolo`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("version")) {
            System.out.println("tombolo 0.1.0-SNAPSHOT");
            return;
        }
        System.err.println("usage: tombolo version");
        System.exit(2);
    }
}
