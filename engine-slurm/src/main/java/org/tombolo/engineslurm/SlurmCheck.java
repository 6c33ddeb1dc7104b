package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.Finding;
import org.tombolo.model.work.QueueCapacity;

/// What works of a cluster, and why the rest does not: its commands are asked, and in each partition a small job reads
/// what we wrote, answers, is entered, and sees what we write meanwhile.
final class SlurmCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// For a partition that has room.
    private static final Duration ALL = Duration.ofSeconds(40);
    /// So long a file may take from the node to us, and from us to the node.
    private static final Duration SHARED = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String SCRIPT = """
            #!/bin/sh
            F='FOLDER'
            nonce=$(cat "$F/nonce") || exit 3
            {
                echo "node $(uname -n)"
                echo "nonce $nonce"
                echo "at $(date +%s%3N)"
                if unshare --mount --user --map-root-user true 2>/dev/null; then echo "namespaces yes"; else echo "namespaces no"; fi
                for each in curl wget bash xargs nsenter script; do if command -v $each >/dev/null; then echo "tool $each"; fi; done
                for each in apptainer podman bwrap ch-run; do if command -v $each >/dev/null; then echo "runtime $each"; fi; done
            } >"$F/answer.new"
            mv "$F/answer.new" "$F/answer"
            tries=0
            while [ $tries -lt 100 ] && ! [ -e "$F/go" ]; do
                sleep 0.2
                tries=$((tries + 1))
            done
            if [ -e "$F/go" ]; then echo seen >"$F/seen"; fi
            """;

    private final SlurmSettings settings;
    private final ControlDoor door;
    private final Path here;
    private final String there;

    SlurmCheck(SlurmSettings settings, ControlDoor door) {
        this.settings = settings;
        this.door = door;
        var name = "check-" + UUID.randomUUID().toString().substring(0, 8);
        this.here = settings.folder().here().resolve(name);
        this.there = settings.folder().there() + "/" + name;
    }

    /// @param queues the partitions that are used
    List<Finding> run(List<QueueCapacity> queues) {
        var findings = new ArrayList<Finding>();
        findings.add(asked("commands", List.of("sinfo", "--version")));
        findings.add(asked("slurmctld", List.of("squeue", "--noheader", "--me", "--format=%i")));
        findings.add(asked("slurmdbd", List.of("sacct", "--noheader", "--allocations", "--starttime=now-1hour")));
        var trials = new ArrayList<Trial>();
        try {
            for (var queue : queues) {
                trials.add(begin(queue.name(), Integer.toString(trials.size())));
            }
            var until = Instant.now().plus(ALL);
            while (trials.stream().anyMatch(trial -> !trial.isOver())
                    && Instant.now().isBefore(until)) {
                trials.forEach(Trial::look);
                SlurmEngine.sleep(LOOK);
            }
            trials.forEach(trial -> findings.addAll(trial.findings()));
        } finally {
            trials.forEach(Trial::end);
            delete();
        }
        return findings;
    }

    private Finding asked(String what, List<String> words) {
        var began = Instant.now();
        try {
            var said = door.ask(words, "", PATIENCE);
            long millis = Duration.between(began, Instant.now()).toMillis();
            var detail = what.equals("commands") ? said.out().strip() : words.getFirst() + " answers";
            return new Finding(
                    "control",
                    what,
                    said.worked(),
                    said.worked() ? "%s, in %d ms".formatted(detail, millis) : said.complaint());
        } catch (TomboloException e) {
            return new Finding("control", what, false, String.valueOf(e.getMessage()));
        }
    }

    private Trial begin(String partition, String number) {
        var own = here.resolve(number);
        var nonce = UUID.randomUUID().toString();
        Orders.io(() -> {
            Files.createDirectories(
                    own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return Files.writeString(own.resolve("nonce"), nonce + "\n");
        });
        var words = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--job-name=tombolo-check",
                "--no-requeue",
                "--export=NIL",
                "--chdir=/tmp",
                "--output=/dev/null",
                "--ntasks=1",
                "--time=1",
                "--partition=" + partition));
        settings.account().ifPresent(account -> words.add("--account=" + account));
        settings.qos().ifPresent(qos -> words.add("--qos=" + qos));
        settings.constraint().ifPresent(constraint -> words.add("--constraint=" + constraint));
        settings.reservation().ifPresent(reservation -> words.add("--reservation=" + reservation));
        var said = door.ask(words, SCRIPT.replace("FOLDER", there + "/" + number), PATIENCE);
        var job = said.out().strip().split(";", 2)[0];
        return said.worked()
                ? new Trial(partition, own, nonce, Optional.of(job), "")
                : new Trial(partition, own, nonce, Optional.empty(), "sbatch: " + said.complaint());
    }

    /// The job of one partition.
    private final class Trial {
        private final String partition;
        private final Path own;
        private final String nonce;
        private final Optional<String> job;
        private final List<Finding> findings = new ArrayList<>();
        private String state;
        private Optional<Instant> over = Optional.empty();
        private Optional<Instant> told = Optional.empty();
        private Instant askAt = Instant.MIN;
        private boolean isOver;

        Trial(String partition, Path own, String nonce, Optional<String> job, String refused) {
            this.partition = partition;
            this.own = own;
            this.nonce = nonce;
            this.job = job;
            this.state = refused;
            this.isOver = job.isEmpty();
            if (isOver) {
                add("runs jobs", false, refused);
            }
        }

        boolean isOver() {
            return isOver;
        }

        private void add(String what, boolean works, String detail) {
            findings.add(new Finding("partition " + partition, what, works, detail));
        }

        void look() {
            if (isOver) {
                return;
            }
            var now = Instant.now();
            if (told.isPresent()) {
                var since = Duration.between(told.get(), now);
                if (Files.exists(own.resolve("seen"))) {
                    add("node sees the factory's files", true, "within %d ms".formatted(since.toMillis()));
                    isOver = true;
                } else if (since.compareTo(SHARED) > 0) {
                    add("node sees the factory's files", false, late());
                    isOver = true;
                }
            } else if (Files.exists(own.resolve("answer"))) {
                answered();
                Orders.io(() -> Files.createFile(own.resolve("go")));
                told = Optional.of(Instant.now());
            } else if (over.isPresent() && over.get().plus(SHARED).isBefore(now)) {
                add("runs jobs", true, "job %s ended: %s".formatted(job.orElseThrow(), state));
                add(
                        "folder is shared",
                        false,
                        "the job's answer was not seen within %d s: %s"
                                .formatted(
                                        SHARED.toSeconds(),
                                        "is `folder` on a file system that the nodes see, and `mounted-at` the same one here?"));
                isOver = true;
            } else if (!now.isBefore(askAt)) {
                askAt = now.plusSeconds(2);
                ask(now);
            }
        }

        private String late() {
            return "not within %d s: work would begin with old files".formatted(SHARED.toSeconds());
        }

        private void ask(Instant now) {
            var words = new ArrayList<>(QueueLine.WORDS);
            words.add(QueueLine.FORMAT);
            words.add("--jobs=" + job.orElseThrow());
            var line = door.ask(words, "", PATIENCE).out().lines().findFirst().flatMap(QueueLine::parse);
            if (line.isPresent() && line.get().isLive()) {
                state = Reasons.of(line.get())
                        .map(waits ->
                                waits.why() + waits.remedy().map(" → "::concat).orElse(""))
                        .orElse(line.get().state());
            } else if (over.isEmpty()) {
                state = line.map(QueueLine::state).orElse("it is not in the queue any more");
                over = Optional.of(now);
            }
        }

        private void answered() {
            Map<String, List<String>> said = new LinkedHashMap<>();
            Orders.io(() -> Files.readAllLines(own.resolve("answer"))).forEach(line -> {
                var words = line.split(" ", 2);
                said.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
            });
            var node = first(said, "node");
            boolean same = first(said, "nonce").equals(nonce);
            add("runs jobs", true, "job %s ran on %s".formatted(job.orElseThrow(), node));
            add(
                    "folder is shared",
                    same,
                    same ? "the job read our nonce, and we its answer" : "the job read another nonce");
            long ahead = Long.parseLong(first(said, "at")) - Instant.now().toEpochMilli();
            boolean inTime = Math.abs(ahead) < SHARED.toMillis();
            add(
                    "clock",
                    inTime,
                    "%s is %.1f s %s us".formatted(node, Math.abs(ahead) / 1000.0, ahead < 0 ? "behind" : "ahead of"));
            boolean views = first(said, "namespaces").equals("yes");
            add(
                    "mounts and files",
                    views,
                    views
                            ? "users may make namespaces"
                            : "the node gives its users no mount and user namespaces: ask its administrator");
            var tools = said.getOrDefault("tool", List.of());
            boolean probes = Stream.of("curl", "wget", "bash").anyMatch(tools::contains);
            add(
                    "probes of services",
                    probes,
                    probes
                            ? "by "
                                    + String.join(
                                            ", ",
                                            tools.stream()
                                                    .filter(each -> List.of("curl", "wget", "bash")
                                                            .contains(each))
                                                    .toList())
                            : "the node has neither curl, wget nor bash: `exec` probes only");
            var runtimes = said.getOrDefault("runtime", List.of());
            add(
                    "images",
                    !runtimes.isEmpty(),
                    runtimes.isEmpty()
                            ? "the node has none of apptainer, podman, bwrap, ch-run"
                            : "by " + String.join(", ", runtimes));
            entered(node, tools);
        }

        private void entered(String node, List<String> tools) {
            var step = new JobExec.Step(job.orElseThrow(), node);
            var said = door.ask(step.words(List.of(), List.of("echo", "inside")), "", PATIENCE);
            boolean works = said.worked() && said.out().strip().equals("inside") && tools.contains("xargs");
            add(
                    "exec",
                    works,
                    works
                            ? tools.contains("script")
                                    ? "with terminals"
                                    : "the node has no `script`: without terminals"
                            : "srun --overlap: " + said.complaint());
        }

        private static String first(Map<String, List<String>> said, String key) {
            return said.getOrDefault(key, List.of("")).getFirst();
        }

        List<Finding> findings() {
            if (!isOver && told.isEmpty()) {
                add(
                        "runs jobs",
                        false,
                        "job %s did not run within %d s: %s".formatted(job.orElseThrow(), ALL.toSeconds(), state));
            }
            return findings;
        }

        void end() {
            job.ifPresent(number -> door.ask(List.of("scancel", "--quiet", number), "", PATIENCE));
        }
    }

    private void delete() {
        try (var all = Files.walk(here)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException _) {
            // a job that is just being ended still writes there
        }
    }
}
