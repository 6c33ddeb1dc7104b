package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.launch.InJobEvent;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.work.QueueCapacity;
import org.tombolo.model.work.Whereabouts;

/// What Slurm's commands and the script in the job say, as they wrote it on real clusters.
class SaidTest {
    private static final long MIB = 1L << 20;

    @Test
    void readsPartitionsTheDefaultOneFirstAndOfEachTheLargestNode() {
        var said = """
                gpu|up|1-00:00:00|4|4000|gpu:h100:2(S:0)|1
                gpu|up|1-00:00:00|8|2000|gpu:l4:4|1
                old|down|infinite|4|4000|(null)|2
                cpu*|up|5:00|4|4000|(null)|2
                low|up|infinite|4|4000|(null)|2
                """;
        assertThat(Partitions.parse(said, List.of()))
                .containsExactly(
                        queue("cpu", 2, 4, 4000, Optional.of(Duration.ofMinutes(5))),
                        new QueueCapacity(
                                "gpu",
                                2,
                                8,
                                4000 * MIB,
                                Ordered.copy(new java.util.TreeMap<>(java.util.Map.of(Options.GPU, 4))),
                                Optional.of(Duration.ofDays(1)),
                                Ordered.none()),
                        queue("low", 2, 4, 4000, Optional.empty()));
        assertThat(Partitions.parse(said, List.of("low", "cpu", "old")))
                .extracting(QueueCapacity::name)
                .containsExactly("low", "cpu");
    }

    private static QueueCapacity queue(String name, int nodes, int cores, long mib, Optional<Duration> limit) {
        return new QueueCapacity(name, nodes, cores, mib * MIB, Ordered.none(), limit, Ordered.none());
    }

    @Test
    void readsSpansOfTimeAndSizes() {
        assertThat(SlurmUnits.duration("1-02:03:04"))
                .contains(Duration.ofDays(1).plusHours(2).plusMinutes(3).plusSeconds(4));
        assertThat(SlurmUnits.duration("10:00")).contains(Duration.ofMinutes(10));
        assertThat(SlurmUnits.duration("UNLIMITED")).isEmpty();
        assertThat(SlurmUnits.bytes("256M")).contains(256 * MIB);
        assertThat(SlurmUnits.bytes("4000")).contains(4000 * MIB);
        assertThat(SlurmUnits.bytes("2Gc")).contains(2048 * MIB);
        assertThat(SlurmUnits.bytes("N/A")).isEmpty();
    }

    @Test
    void readsTheQueue() {
        var element = QueueLine.parse("55|2|f1-abc-many|PENDING|JobArrayTaskLimit|N/A|10:00|256M|cpu|10:00");
        assertThat(element.map(QueueLine::handle)).contains("55_2");
        assertThat(element.map(QueueLine::isLive)).contains(true);
        assertThat(element.flatMap(QueueLine::start)).isEmpty();
        var plain = QueueLine.parse("53|N/A|f1-abc-one|OUT_OF_MEMORY|OutOfMemory|1795290000|10:00|256M|cpu|9:12");
        assertThat(plain.map(QueueLine::handle)).contains("53");
        assertThat(plain.map(QueueLine::isLive)).contains(false);
        assertThat(plain.flatMap(QueueLine::start)).contains(Instant.ofEpochSecond(1795290000));
        assertThat(QueueLine.parse("slurm_load_jobs error: Unable to contact slurm controller"))
                .isEmpty();
    }

    @Test
    void readsWhereAServiceIsReachedAndWhetherItIsReady() {
        var ports = new java.util.LinkedHashMap<String, Integer>();
        ports.put("http", 20001);
        ports.put("admin", 8080);
        assertThat(InJobEvent.parse("s f1-abc-web 53 1000 yes n1 10.0.0.1 http=20001 admin=8080 ."))
                .contains(new InJobEvent.Started(
                        "f1-abc-web",
                        "53",
                        Instant.ofEpochMilli(1000),
                        true,
                        Optional.of(new Whereabouts("n1", "10.0.0.1", ports))));
        assertThat(InJobEvent.parse("s f1-abc-one 53 1000 ."))
                .contains(new InJobEvent.Started(
                        "f1-abc-one", "53", Instant.ofEpochMilli(1000), false, Optional.empty()));
        assertThat(InJobEvent.parse("y f1-abc-web .")).contains(new InJobEvent.Readied("f1-abc-web", true));
        assertThat(InJobEvent.parse("n f1-abc-web .")).contains(new InJobEvent.Readied("f1-abc-web", false));
        assertThat(InJobEvent.parse("s f1-abc-web 53 1000 yes n1 10.0.0.1 http=200"))
                .isEmpty();
    }

    @Test
    void writesIndexesAsRuns() {
        var members = List.of(1, 2, 3, 7, 9, 10).stream()
                .map(index -> new Order.Member(index, "label", AttemptId.of(new RunId("r1"), "many", index, 1)))
                .toList();
        assertThat(Options.indexes(new Order("name", "label", true, members, Optional.empty(), false)))
                .isEqualTo("1-3,7,9-10");
    }

    @Test
    void readsOnlyWholeLinesOfTheScriptInTheJob() {
        assertThat(InJobEvent.parse("e f1-abc-one 53 s 137 1000 2500 ."))
                .contains(new InJobEvent.Ended(
                        "f1-abc-one", "53", true, 137, Instant.ofEpochMilli(1000), Instant.ofEpochMilli(2500)));
        assertThat(InJobEvent.parse("e f1-abc-one 53 s 137 1000 25")).isEmpty();
        assertThat(InJobEvent.parse("e f1-abc-one 53 s 137 1000 .")).isEmpty();
    }
}
