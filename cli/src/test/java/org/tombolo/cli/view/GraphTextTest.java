package org.tombolo.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombolo.cli.Samples;
import org.tombolo.wire.run.Job;

class GraphTextTest {
    private static Job job(String name, String... on) {
        var plain = Samples.job(name, "succeeded");
        return new Job(
                name,
                plain.kind(),
                plain.state(),
                plain.why(),
                false,
                false,
                0,
                Stream.of(on)
                        .map(each -> each.split(" "))
                        .map(words -> new Job.Dependency(words[0], words.length > 1 ? words[1] : "finished"))
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH),
                plain.tasks(),
                0,
                List.of());
    }

    private static List<String> drawn(Job... jobs) {
        return GraphText.of(List.of(jobs)).stream()
                .map(line -> line.drawn() + (line.also().isEmpty() ? "" : " (" + line.also() + ")"))
                .toList();
    }

    @Test
    void drawsEachJobOnceBelowTheLastOfThoseThatItWaitsFor() {
        assertThat(drawn(
                        job("start"),
                        job("left", "start"),
                        job("right", "start"),
                        job("join", "left", "right"),
                        job("mend", "join failed"),
                        job("alone")))
                .containsExactly(
                        "start", "├─ left", "└─ right", "   └─ join (left)", "      └─ mend (join failed)", "alone");
    }

    @Test
    void drawsALongChainUnderItsDeepestDependency() {
        assertThat(drawn(job("c", "b", "a"), job("b", "a"), job("a"))).containsExactly("a", "└─ b", "   └─ c (a)");
    }

    @Test
    void aCircleThatNobodyShouldSendEndsToo() {
        assertThat(drawn(job("a", "b"), job("b", "a"), job("c"))).contains("c");
    }
}
