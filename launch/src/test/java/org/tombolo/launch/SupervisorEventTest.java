package org.tombolo.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorEventTest {
    @Test
    void readsAnEnd() {
        assertThat(SupervisorEvent.parse("e fac-x-job 1 s 137 12.34 13.05 120000 4096 1 ."))
                .contains(new SupervisorEvent.Ended(
                        "fac-x-job",
                        1,
                        true,
                        137,
                        Duration.ofMillis(12340),
                        Duration.ofMillis(13050),
                        Optional.of(Duration.ofNanos(120000)),
                        Optional.of(4096L),
                        1));
    }

    @Test
    void readsAStart() {
        assertThat(SupervisorEvent.parse("s fac-x-job 0 3 12.34 ."))
                .contains(new SupervisorEvent.Started("fac-x-job", 0, 3, Duration.ofMillis(12340)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "e fac-x-job 0 e 1",
                "e fac-x-job 0 e 12 1.00 1.00 - - 0",
                "e fac-x-job 0 e 1 1.00 1.0 - - 0 .",
                "e fac-x-job 0 e 1s fac-y 0 1 1.00 .",
                "z fac-x-job ."
            })
    void doesNotReadWhatIsCutShortOrOfAnotherFormat(String line) {
        assertThat(SupervisorEvent.parse(line)).isEmpty();
    }
}
