package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

class InstantsTest {
    private static final int TIMES = 100_000;

    @Test
    void readsWhatAnInstantSaysOfItself() {
        var random = new Random(5);
        long first = Instant.MIN.getEpochSecond();
        long last = Instant.MAX.getEpochSecond();
        for (int i = 0; i < TIMES; i++) {
            long second = i % 2 == 0 ? random.nextLong(0, 8_000_000_000L) : random.nextLong(first, last);
            int nano = random.nextInt(1_000) * List.of(0, 1, 1_000, 1_000_000).get(random.nextInt(4));
            var instant = Instant.ofEpochSecond(second, nano);
            assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @Test
    void readsAndRefusesWhatTheJdkReadsAndRefuses() {
        for (var text : List.of(
                "2026-02-29T00:00:00Z",
                "2024-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00:0xZ",
                "2026-01-01T00:00:00",
                "+2026-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "today",
                "")) {
            assertThat(outcome(() -> Instants.parse(text))).as(text).isEqualTo(outcome(() -> Instant.parse(text)));
        }
    }

    @Test
    void whatIsNoTimeIsSaid() {
        assertThatThrownBy(() -> Instants.parse("tomorrow"))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
                .hasMessage("expected a time as 2026-11-21T12:00:00Z, found \"tomorrow\"");
    }

    private static String outcome(Supplier<Instant> reading) {
        try {
            return reading.get().toString();
        } catch (RuntimeException e) {
            return "refused";
        }
    }
}
