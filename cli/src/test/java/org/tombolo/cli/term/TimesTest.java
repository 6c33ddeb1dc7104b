package org.tombolo.cli.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.model.TomboloException;

final class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-5, 0.0s",
        "0, 0.0s",
        "999, 0.9s",
        "9999, 9.9s",
        "10000, 10s",
        "59999, 59s",
        "185000, 3m05s",
        "7620000, 2h07m",
        "356400000, 4d03h"
    })
    void writesSpans(long millis, String text) {
        assertThat(Times.span(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, just now", "1, just now", "59, 59s ago", "61, 1m ago", "7200, 2h ago", "172800, 2d ago"})
    void writesHowLongAgo(long seconds, String text) {
        assertThat(Times.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2h, 2026-11-21T10:00:00Z",
        "1d12h, 2026-11-20T00:00:00Z",
        "1w, 2026-11-14T12:00:00Z",
        "90s, 2026-11-21T11:58:30Z",
        "2026-11-20, 2026-11-20T00:00:00Z",
        "2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z"
    })
    void readsSinceWhen(String text, Instant moment) {
        assertThat(Times.since(text, NOW, ZoneOffset.UTC)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "h", "2x", "2h ", "-2h", "2026-13-40", "soonT", "99999999999h"})
    void refusesOtherMoments(String text) {
        assertThatThrownBy(() -> Times.since(text, NOW, ZoneOffset.UTC)).isInstanceOf(TomboloException.class);
    }

    @Test
    void namesTheRemedyWhenAMomentCannotBeRead() {
        assertThatThrownBy(() -> Times.since("yesterday", NOW, ZoneOffset.UTC))
                .hasMessage("\"yesterday\": expected a span such as 90s, 30m, 2h or 7d");
    }
}
