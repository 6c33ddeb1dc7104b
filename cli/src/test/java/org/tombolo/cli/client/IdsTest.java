package org.tombolo.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tombolo.model.Names;

final class IdsTest {
    @Test
    void areDnsLabelsInTheOrderOfTime() {
        var random = new Random(1);
        var last = "";
        for (long second = 1_800_000_000L; second < 1_800_001_000L; second++) {
            var id = Ids.draw(Instant.ofEpochSecond(second), random);
            assertThat(Names.isDnsLabel(id)).isTrue();
            assertThat(id).hasSize(12).isGreaterThan(last);
            last = id;
        }
    }
}
