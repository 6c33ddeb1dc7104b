package org.tombolo.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "1B, 1",
        "1KB, 1000",
        "1kib, 1024",
        "10GB, 10000000000",
        "512MIB, 536870912",
        "0.5GiB, 536870912",
        "1.5 TiB, 1649267441664",
        "2gb, 2000000000",
        "0.3KB, 300",
        "0.0001KB, 1",
        "1PB, 1000000000000000",
        "7EiB, 8070450532247928832"
    })
    void readsSizesInBytes(String text, long bytes) {
        assertThat(Amounts.parseBytes(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GB", "-1", "1G", "1 Gi", "1,5GB", "1e3", "8EiB", "1XB", "1.GB", "9999999999999999999999"})
    void readsNothingElseAsASize(String text) {
        assertThat(Amounts.parseBytes(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8h0m0s, PT8H",
        "2h0s, PT2H",
        "1m60s, PT2M",
        "120s, PT2M",
        "30m, PT30M",
        "1.5h, PT1H30M",
        "1h30m, PT1H30M",
        "100ms, PT0.1S",
        "5us, PT0.000005S",
        "5µs, PT0.000005S",
        "7ns, PT0.000000007S",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "876000h, PT876000H"
    })
    void readsDurationsAsGoWritesThem(String text, String duration) {
        assertThat(Amounts.parseDuration(text)).contains(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0s",
                "10",
                "1d",
                "-1s",
                "1h 30m",
                "h",
                "1 s",
                "1H",
                "999999999h",
                "99999999999999999999s",
                ".s"
            })
    void readsNothingElseAsADuration(String text) {
        assertThat(Amounts.parseDuration(text)).isEmpty();
    }
}
