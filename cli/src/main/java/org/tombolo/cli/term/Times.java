package org.tombolo.cli.term;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Spans and moments for people, and those that people write.
public final class Times {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private Times() {}

    /// Two units at most: `0.4s`, `12s`, `3m05s`, `2h07m`, `4d03h`.
    public static String span(Duration span) {
        var length = span.isNegative() ? Duration.ZERO : span;
        long seconds = length.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", Math.floor(length.toMillis() / 100.0) / 10);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return "%dm%02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
        }
        return "%dd%02dh".formatted(seconds / 86_400, seconds / 3600 % 24);
    }

    /// How long ago, in one unit: `just now`, `12s ago`, `3m ago`, `4d ago`.
    public static String ago(Instant then, Instant now) {
        long seconds = Duration.between(then, now).toSeconds();
        if (seconds < 2) {
            return "just now";
        }
        if (seconds < 60) {
            return seconds + "s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m ago";
        }
        if (seconds < 172_800) {
            return seconds / 3600 + "h ago";
        }
        return seconds / 86_400 + "d ago";
    }

    /// The time of day, for progress lines.
    public static String clock(Instant moment, ZoneId zone) {
        return CLOCK.format(moment.atZone(zone));
    }

    /// What people write for "since when": a span before now (`90s`, `30m`, `2h`, `1d12h`, `1w`), a date or a moment.
    public static Instant since(String text, Instant now, ZoneId zone) {
        try {
            if (text.length() == 10 && text.charAt(4) == '-') {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            if (text.contains("T")) {
                return Instant.parse(text);
            }
            return now.minus(parseSpan(text));
        } catch (DateTimeException _) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "--since \"%s\": expected a span such as 30m, 2h or 7d, a date such as 2026-11-21, or a moment such as 2026-11-21T08:00:00Z"
                            .formatted(Names.printable(text)));
        }
    }

    /// As `2h`, `90s`, `1h30m`.
    public static Duration parseSpan(String text) {
        var matcher = SPAN.matcher(text);
        var sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            sum = sum.plus(part(Long.parseLong(matcher.group(1)), matcher.group(2)));
            end = matcher.end();
        }
        if (text.isEmpty() || end != text.length()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "\"%s\": expected a span such as 90s, 30m, 2h or 7d".formatted(Names.printable(text)));
        }
        return sum;
    }

    private static Duration part(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }
}
