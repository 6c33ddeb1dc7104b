package org.tombolo.testkit.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer;

/// What `tombolo explain` says of work that a real cluster lets wait, and when the site will end what runs.
@Tag("slurm")
final class SlurmWaitsTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        Files.createDirectories(newcomer.home().resolve("sites"));
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 1s\npartitions: [cpu]\n".formatted(folder.resolve("shared")));
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.tombolo(LIMIT, "stop", "last");
        newcomer.line(LIMIT, "scancel --me");
        newcomer.close();
    }

    private void start(String text) throws Exception {
        Files.writeString(folder.resolve("work.yaml"), "version: v4\njobs:\n" + text);
        var came = newcomer.tombolo(LIMIT, "run", "--detach", "work.yaml");
        assertThat(came.status()).as(came.all()).isZero();
    }

    private String explain(String pattern) throws Exception {
        var wanted = Pattern.compile(pattern);
        var until = Instant.now().plus(LIMIT);
        while (true) {
            var said = newcomer.tombolo(LIMIT, "explain", "last").out();
            if (wanted.matcher(said).find()) {
                return said;
            }
            assertThat(Instant.now()).as(said).isBefore(until);
        }
    }

    private String job(String filter) throws Exception {
        return newcomer.line(
                        LIMIT,
                        "squeue --noheader --me --states=PENDING --format='%A %j' | grep " + filter
                                + " | cut -d' ' -f1")
                .out()
                .strip();
    }

    @Test
    void saysThatAnArrayHoldsItselfBackAndWhenTheSiteEndsWhatRuns() throws Exception {
        start("  few: {task-array: {start: 1, end: 10}, policy: {timeout: {execute: 30m}}, script: sleep 600}\n");
        explain("8 of 10 run at site cluster.*; 2 wait: .*\\((Resources|Priority)\\)");
        newcomer.line(
                LIMIT,
                "scontrol update ArrayTaskThrottle=8 JobId="
                        + job(".").lines().findFirst().orElseThrow());
        explain("2 wait: as many tasks of its array run as it allows at once \\(JobArrayTaskLimit\\)");
        explain("its site ends it at 20");
        assertThat(newcomer.tombolo(LIMIT, "show", "last", "few").out()).containsPattern("ends in at most (29|30|31)m");
    }

    @Test
    void saysThatTheSchedulerEndedItAndWhy() throws Exception {
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 1s\npartitions: [debug]\n".formatted(folder.resolve("shared")));
        start("""
                  slow: {script: sleep 600}
                  greedy: {resource: {memory: {size: 50MiB}}, script: head -c 400M /dev/zero | tail}
                  gone: {script: sleep 600}
                """);
        explain("gone +ready");
        var gone = newcomer.line(
                LIMIT, "squeue --noheader --me --states=RUNNING --format='%A %j' | grep gone | cut -d' ' -f1");
        newcomer.line(LIMIT, "scancel " + gone.out().strip());
        explain("gone +failed +stopped: cancelled at the site");
        boolean isBound = newcomer.line(LIMIT, "scontrol show config | grep -q proctrack/cgroup")
                        .status()
                == 0;
        explain("greedy +failed +"
                + (isBound ? "out of memory \\(limit 50 MiB\\)" : "(killed by signal 9|exit code 137)"));
        explain("slow +failed +ran into the limit of 60 s that partition debug sets");
    }

    @Test
    void checksEachPartitionByAJobOfItsOwn() throws Exception {
        newcomer.tombolo(LIMIT, "up");
        var said = newcomer.tombolo(LIMIT, "sites", "check", "cluster");
        assertThat(said.all())
                .containsPattern("control +commands +yes +slurm-wlm [0-9.]+|control +commands +yes +slurm [0-9.]+")
                .containsPattern("control +slurmctld +yes")
                .containsPattern("control +slurmdbd +yes")
                .containsPattern("partition cpu +runs jobs +yes +job [0-9]+ ran on n[12]")
                .containsPattern("partition cpu +folder is shared +yes")
                .containsPattern("partition cpu +node sees the factory's files +yes")
                .containsPattern("partition cpu +exec +yes +with terminals");
        assertThat(newcomer.line(LIMIT, "squeue --noheader --me").out()).isBlank();
        try (var left = Files.list(folder.resolve("shared"))) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith("check-"));
        }
    }

    @Test
    void saysThatThePartitionIsFullAndWhoHoldsAJob() throws Exception {
        start("  hog: {task-array: {start: 1, end: 2}, resource: {cpu: {cores: 4}}, script: sleep 600}\n");
        explain("2 of 2 run");
        start("  late: {resource: {cpu: {cores: 4}}, script: 'true'}\n");
        explain(
                "late +queued +waits as job [0-9]+ at site cluster.*; it is next, and waits for nodes to become free.*\\(Resources\\)");
        var late = job("late");
        newcomer.line(LIMIT, "scontrol hold " + late);
        explain("somebody holds it.*\\(JobHeldUser\\) → scontrol release " + late);
        newcomer.line(LIMIT, "scontrol release " + late);
        explain("late.*\\((Resources|Priority|BeginTime)\\)");
    }
}
