package org.tombolo.workflow.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and durations, as texts with a unit.
public final class Amounts {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,20})?)\\s{0,4}([KMGTPE]I?B|B|)");
    private static final Pattern SHORT_UNIT = Pattern.compile("([0-9.]{1,20})\\s{0,4}([KMGTP]I?)");
    private static final Pattern DURATION =
            Pattern.compile("((?:[0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(?:ns|us|µs|μs|ms|s|m|h)){1,16}");
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|μs|ms|s|m|h)");

    /// The longest time that means anything: 100 years.
    private static final BigInteger MOST_NANOS =
            BigInteger.valueOf(36_525L).multiply(BigInteger.valueOf(86_400_000_000_000L));

    /// `10GB`, `1.5 GiB`, `512`: decimal and binary units in any case; bytes without one. More than none.
    public static Form<Long> bytes(long most) {
        return ScalarForm.text(
                "a size such as 512MiB or 10GB",
                text -> parseBytes(text).filter(bytes -> bytes > 0 && bytes <= most),
                Amounts::sizeMeant);
    }

    /// As Go writes it: `8h0m0s`, `90s`, `1.5h`. More than none, at most 100 years.
    public static final Form<Duration> DURATION_FORM =
            ScalarForm.text("a duration such as 90s, 30m or 1h30m", Amounts::parseDuration, Amounts::durationMeant);

    private Amounts() {}

    /// A whole number of seconds.
    public static Form<Duration> seconds(int least) {
        var number = Scalars.whole(least, 1_000_000_000);
        return new Form<>() {
            @Override
            public Optional<Duration> read(At at) {
                return number.read(at).map(Duration::ofSeconds);
            }

            @Override
            public Shape shape() {
                return number.shape();
            }
        };
    }

    /// Such as `10GB` or `1.5 TiB`.
    public static Optional<Long> parseBytes(String text) {
        var match = BYTES.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        var bytes = new BigDecimal(match.group(1))
                .multiply(new BigDecimal(unit(match.group(2))))
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        return Optional.of(bytes).filter(it -> it.bitLength() < Long.SIZE).map(BigInteger::longValue);
    }

    private static BigInteger unit(String unit) {
        int power = unit.isEmpty() ? 0 : "BKMGTPE".indexOf(unit.charAt(0));
        return BigInteger.valueOf(unit.length() == 3 ? 1024 : 1000).pow(power);
    }

    static Optional<Duration> parseDuration(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        var nanos = BigDecimal.ZERO;
        for (var part = PART.matcher(text); part.find(); ) {
            nanos = nanos.add(decimal(part.group(1)).multiply(BigDecimal.valueOf(nanosIn(part.group(2)))));
        }
        var whole = nanos.toBigInteger();
        if (whole.signum() == 0 || whole.compareTo(MOST_NANOS) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(whole.longValueExact()));
    }

    /// Go allows `1.s` and `.5s`.
    private static BigDecimal decimal(String text) {
        return new BigDecimal((text.startsWith(".") ? "0" : "") + text + (text.endsWith(".") ? "0" : ""));
    }

    private static long nanosIn(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    private static Optional<String> sizeMeant(String text) {
        var match = SHORT_UNIT.matcher(text.strip().toUpperCase(Locale.ROOT));
        return Optional.of(match)
                .filter(Matcher::matches)
                .map(it -> it.group(1) + it.group(2).replace("I", "i") + "B")
                .filter(it -> parseBytes(it).isPresent());
    }

    private static Optional<String> durationMeant(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("[1-9][0-9]{0,8}")) {
            return Optional.of(lower + "s");
        }
        if (lower.matches("[1-9][0-9]{0,3}d")) {
            return Optional.of(24 * Integer.parseInt(lower.substring(0, lower.length() - 1)) + "h");
        }
        return Optional.of(lower.replace(" ", "")
                        .replaceAll("(?<=[0-9])(hours?|hrs?)", "h")
                        .replaceAll("(?<=[0-9])(minutes?|mins?)", "m")
                        .replaceAll("(?<=[0-9])(seconds?|secs?)", "s"))
                .filter(it -> !it.equals(text) && parseDuration(it).isPresent());
    }
}
