package org.tombolo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.RunSummary;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.StopRun;

class JsonTest {
    @Test
    void readsWhatItWroteAndLeavesOutWhatIsEmpty() {
        var labels = Ordered.<String, String>none();
        var run = new RunSummary(
                "r1",
                "default",
                "me",
                Optional.of("train"),
                labels,
                "running",
                Optional.empty(),
                Instant.parse("2026-11-21T06:00:00Z"),
                Optional.empty(),
                3,
                1,
                0);
        var page = new Items<>(List.of(run), Optional.of("r1"));

        assertThat(Json.items(Json.bytes(page), RunSummary.class)).isEqualTo(page);
        assertThat(Json.text(run))
                .contains("\"startedAt\":\"2026-11-21T06:00:00Z\"")
                .doesNotContain("endedAt");
    }

    @Test
    void takesABodyWithoutItsOptionalFieldsAndKeepsTheOrderOfMaps() {
        var start = request(
                "{\"run\":\"r1\",\"workflow\":\"version: v4\",\"env\":{\"Z\":\"1\",\"A\":\"2\"}}", StartRun.class);

        assertThat(start.name()).isEmpty();
        assertThat(start.labels()).isEmpty();
        assertThat(start.env().sequencedKeySet()).containsExactly("Z", "A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"request\":\"a\",\"jbo\":\"x\"} | jbo: unknown field \"jbo\"; did you mean \"job\"?",
                "{\"request\":\"a\",\"something\":\"x\"} | known here: graceMillis, job, request",
                "{\"request\":\"a\" | body:1:15: Unexpected end-of-input",
                "{} | request",
                "{\"request\":null} | request",
                "{\"request\":[]} | body:1:12 request",
                "{\"request\":\"a\",\"request\":\"b\"} | Duplicate",
                "{\"request\":\"a\",\"graceMillis\":\"soon\"} | graceMillis",
                "{\"request\":\"a\"} {} | Trailing",
                "[] | body:1:1",
                "nonsense | body:1:"
            })
    void namesThePlaceOfWhatIsWrong(String body, String expected) {
        assertThatThrownBy(() -> request(body, StopRun.class))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
                .hasMessageContaining(expected);
    }

    @Test
    void refusesWhatIsNotUtf8AndNestingWithoutEnd() {
        assertThatThrownBy(() -> Json.request(new byte[] {'{', '"', (byte) 0xc3, '"'}, StopRun.class))
                .hasMessageContaining("at byte 2");
        assertThatThrownBy(() -> request("[".repeat(100_000), StopRun.class)).isInstanceOf(TomboloException.class);
    }

    @Test
    void letsANewerServerSayMore() {
        assertThat(Json.answer("{\"request\":\"a\",\"later\":1}", StopRun.class).request())
                .isEqualTo("a");
    }

    @Test
    void fillsPathsInAndKeepsStrangersInsideTheirPlace() {
        assertThat(Paths.of(Paths.RUN, "default", "../x y")).isEqualTo("/api/v1/projects/default/runs/..%2Fx%20y");
    }

    @Test
    void readsVersionsThatItWrote() {
        assertThat(Version.parse(new Version(3, 77).toString())).contains(new Version(3, 77));
        assertThat(Version.parse("3")).isEmpty();
        assertThat(Version.parse("3.-1")).isEmpty();
    }

    private static <T> T request(String body, Class<T> type) {
        return Json.request(body.getBytes(StandardCharsets.UTF_8), type);
    }
}
