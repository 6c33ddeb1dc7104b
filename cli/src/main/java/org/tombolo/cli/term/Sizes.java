package org.tombolo.cli.term;

import java.util.Locale;

/// Numbers of bytes for people.
public final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /// Three digits at most behind which nobody looks: `0 B`, `1.5 KiB`, `12 MiB`.
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        // 1023.95 would be rounded up to "1024", which is one of the next unit
        while (Math.abs(value) >= 1023.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        boolean tenths = unit > 0 && Math.abs(value) < 9.95;
        return String.format(Locale.ROOT, tenths ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /// `1 file`, `3 files`.
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
