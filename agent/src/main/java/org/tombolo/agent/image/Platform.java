package org.tombolo.agent.image;

import java.util.Locale;

/// What an image is made for, in Go's words.
record Platform(String os, String architecture) {
    static Platform ofThisMachine() {
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                "linux",
                switch (architecture) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> architecture;
                });
    }

    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
