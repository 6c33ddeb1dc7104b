package org.tombolo.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Instants as ISO 8601 in UTC, as `Instant.toString` writes them. Those of the years 0 to 9999 are read here: the
/// JDK's parser, which knows every form, took more than half of the time of a start. The others go to it.
final class Instants {
    private static final int FRACTION = "2026-11-21T12:00:00".length();
    private static final int DAY = 24 * 60 * 60;
    private static final int NANO_DIGITS = 9;

    private Instants() {}

    static Instant parse(String text) {
        try {
            return isPlain(text) ? plain(text) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "expected a time as 2026-11-21T12:00:00Z, found \"%s\"".formatted(Names.printable(text)),
                    e);
        }
    }

    private static boolean isPlain(String text) {
        return text.length() > FRACTION
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(text.length() - 1) == 'Z';
    }

    private static Instant plain(String text) {
        var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text); // 24:00 and the leap second, or no time at all
        }
        long seconds = date.toEpochDay() * DAY + (hour * 60L + minute) * 60 + second;
        return Instant.ofEpochSecond(seconds, nanos(text));
    }

    private static int nanos(String text) {
        int last = text.length() - 1;
        if (last == FRACTION) {
            return 0;
        }
        int digits = last - FRACTION - 1;
        if (text.charAt(FRACTION) != '.' || digits > NANO_DIGITS) {
            throw new DateTimeParseException("fraction of a second", text, FRACTION);
        }
        int nanos = number(text, FRACTION + 1, last);
        for (int i = digits; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeParseException("digit", text, i);
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
