package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Broken files are refused, whatever is wrong with them: no crash, no hang.
class FuzzTest {
    private static final long SEED = 20261121;
    private static final long LIMIT_NANOS = 100_000_000;

    @Test
    void survivesAThousandMutatedFiles() {
        run(1_000);
    }

    @Test
    @Tag("fuzz")
    void survivesAHundredThousandMutatedFilesEachInLittleTime() {
        run(5_000); // the compiler warms up
        var nanos = run(100_000);
        Arrays.sort(nanos);
        System.out.printf(
                "fuzz: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms%n",
                at(nanos, 0.5) / 1e6, at(nanos, 0.99) / 1e6, at(nanos, 0.999) / 1e6, nanos[nanos.length - 1] / 1e6);
        assertThat(at(nanos, 0.999)).isLessThan(LIMIT_NANOS);
    }

    @Test
    @Tag("fuzz")
    void readsTwoThousandSmallFilesACpuSecond() {
        var texts = Samples.all().sequencedValues().stream()
                .filter(text -> text.length() < 3000)
                .toList();
        read(texts, 4_000);
        long start = System.nanoTime();
        long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        read(texts, 10_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
        System.out.printf("small workflow files: %.0f/s, %.0f a CPU second%n", 10_000 / seconds, 10_000 / cpuSeconds);
        // By the reading thread's own time, collections left out: the wall clock also counts who else uses the machine.
        assertThat(10_000 / cpuSeconds).isGreaterThan(2_000);
    }

    private static void read(List<String> texts, int times) {
        for (int i = 0; i < times; i++) {
            Samples.good(texts.get(i % texts.size()));
        }
    }

    private static long[] run(int times) {
        var mutations = new Mutations(SEED, List.copyOf(Samples.all().values()));
        var nanos = new long[times];
        int refused = 0;
        for (int i = 0; i < times; i++) {
            var bytes = mutations.next();
            long start = System.nanoTime();
            var read = WorkflowFiles.read("workflow.yaml", bytes, Map.of());
            nanos[i] = System.nanoTime() - start;
            refused += judge(read);
        }
        assertThat(refused).as("most mutations break a file").isGreaterThan(times / 2);
        return nanos;
    }

    private static int judge(Read read) {
        switch (read) {
            case Read.Parsed(var file) -> {
                assertThat(file.spec().nodes()).isNotEmpty();
                return 0;
            }
            case Read.Refused(var problems) -> {
                assertThat(problems).isNotEmpty();
                for (var problem : problems) {
                    assertThat(problem.text().length()).isLessThan(3000);
                    assertThat(problem.text().chars().noneMatch(Character::isISOControl))
                            .isTrue();
                }
                return 1;
            }
        }
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) (sorted.length * part)];
    }
}
