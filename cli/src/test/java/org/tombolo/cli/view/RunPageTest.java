package org.tombolo.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tombolo.cli.Samples;
import org.tombolo.cli.term.Paint;

class RunPageTest {
    @Test
    void saysWhatItsImagesMean() {
        var run = Samples.withImage(
                Samples.run("r1", "running", 1, Samples.fetching("train", 12 << 20, 40 << 20)),
                "docker://registry.example.org/app:1",
                "sha256:" + "1".repeat(64));
        assertThat(RunPage.lines(run, new Paint(false), Samples.START.plusSeconds(3), 200))
                .contains("image docker://registry.example.org/app:1 is sha256:" + "1".repeat(64))
                .anySatisfy(line -> assertThat(line).contains("12 MiB of 40 MiB", "fetches its image"));
    }
}
