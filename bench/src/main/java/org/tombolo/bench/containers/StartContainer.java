package org.tombolo.bench.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;
import org.tombolo.launch.ContainerRuntime;

/// `start-container [TURNS]`: from the request of a run until the first instruction in its container, and beside it, in
/// turns, from the call of the same runtime by hand until the first instruction in the same image. Medians; asked for
/// is the runtime's own start and 30 ms. In both, a shell in the container asks `date`.
public final class StartContainer implements Bench {
    private static final int TURNS = 31;
    private static final int WARM_UP = 5;
    private static final double ALLOWED_MILLIS = 30;
    private static final String FOLDERS = "dev proc sys tmp etc home mnt usr run var";

    private final Path clone;

    public StartContainer(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int turns = arguments.isEmpty() ? TURNS : Integer.parseInt(arguments.getFirst());
        var results = new ArrayList<Result>();
        for (var runtime : ContainerRuntime.values()) {
            if (!isHere(runtime)) {
                continue;
            }
            try (var factory = ScratchFactory.make(clone)) {
                factory.site("local", "engine: hosts\ncontainers: %s\n".formatted(runtime.word()));
                factory.up();
                results.addAll(measure(factory, runtime, turns));
            }
        }
        return results;
    }

    private static List<Result> measure(ScratchFactory factory, ContainerRuntime runtime, int turns)
            throws IOException, InterruptedException {
        var image = image(factory.home().resolve("image"));
        var direct = direct(runtime, image);
        var jobs = new ArrayList<Double>();
        var own = new ArrayList<Double>();
        for (int turn = -WARM_UP; turn < turns; turn++) {
            double byHand = byHand(direct);
            double asJob = asJob(factory, image);
            if (turn >= 0) {
                own.add(byHand);
                jobs.add(asJob);
            }
        }
        double alone = Medians.of(own);
        return List.of(
                Result.of("start-container-" + runtime.word(), Medians.of(jobs), "ms", alone + ALLOWED_MILLIS),
                Result.of("start-container-%s-alone".formatted(runtime.word()), alone, "ms", alone));
    }

    private static double asJob(ScratchFactory factory, Path image) throws IOException, InterruptedException {
        long asked = now();
        var run = factory.start("""
                version: v4
                jobs:
                  hello:
                    image: {uri: 'file://%s'}
                    script: date +%%s%%N
                """.formatted(image), Optional.empty());
        factory.finish(run);
        return millis(asked, factory.command("logs", run, "hello", "--out"));
    }

    private static double byHand(List<String> command) throws IOException, InterruptedException {
        long asked = now();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("%s ended with %d: %s".formatted(command, process.exitValue(), said));
        }
        return millis(asked, said);
    }

    private static double millis(long asked, String said) {
        return (Long.parseLong(said.strip()) - asked) / 1e6;
    }

    /// Docker's engine is found by `DOCKER_HOST`.
    private static boolean isHere(ContainerRuntime runtime) throws IOException, InterruptedException {
        return runtime.programs().stream().anyMatch(StartContainer::isHere)
                && (runtime != ContainerRuntime.DOCKER || ends(List.of("docker", "version")) == 0);
    }

    private static int ends(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean isHere(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// The runtime as its users call it, over the same folder. Podman's own records are in memory, as a job's; where
    /// control
    /// groups of both versions are mounted, `crun` is shown the second only, or it does not start at all.
    private static List<String> direct(ContainerRuntime runtime, Path image) throws IOException, InterruptedException {
        var root = image.toString();
        var shell = List.of("/bin/sh", "-c", "date +%s%N");
        var words = new ArrayList<String>();
        switch (runtime) {
            case BUBBLEWRAP ->
                words.addAll(List.of(
                        "bwrap", "--unshare-user", "--bind", root, "/", "--proc", "/proc", "--dev", "/dev", "--"));
            case CHARLIECLOUD -> words.addAll(List.of("env", "USER=bench", "ch-run", "--no-passwd", root, "--"));
            case PODMAN -> {
                words.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", """
                        mount -t tmpfs tombolo /run
                        [ ! -d /sys/fs/cgroup/unified ] || mount --bind /sys/fs/cgroup/unified /sys/fs/cgroup
                        printf '[containers]\\ndefault_ulimits=[]\\n[engine]\\nevents_logger="none"\\n' >/run/containers.conf
                        exec env CONTAINERS_CONF=/run/containers.conf podman --runtime crun --root /run/root \
                        --runroot /run/run --storage-driver vfs run --rm --network host --cgroups disabled \
                        --ulimit host --rootfs "$1:O" "$2" "$3" "$4"
                        """, "sh", root));
            }
            case APPTAINER ->
                words.addAll(List.of(
                        "apptainer", "--silent", "exec", "--userns", "--no-home", "--no-mount", "bind-paths", root));
            case DOCKER -> {
                // Its engine runs no folder: it was given a copy before.
                var copied = "tar -C '%s' -c . | docker import - tombolo-bench:1".formatted(root);
                if (ends(List.of("sh", "-c", copied)) != 0) {
                    throw new IOException("docker imports no image");
                }
                words.addAll(List.of("docker", "run", "--rm", "--network", "host", "tombolo-bench:1"));
            }
        }
        words.addAll(shell);
        return words;
    }

    /// The machine's shell and `date` with their libraries, and nothing else.
    private static Path image(Path folder) throws IOException, InterruptedException {
        var script = """
                set -e
                for each in %s; do mkdir -p "$1/$each"; done
                touch "$1/etc/passwd" "$1/etc/group" "$1/etc/hosts" "$1/etc/resolv.conf"
                for program in sh date; do
                    found=$(command -v $program)
                    mkdir -p "$1/bin" && cp -L "$found" "$1/bin/$program"
                    for library in $(ldd "$found" | grep -o '/[^ ]*'); do
                        mkdir -p "$1${library%%/*}" && cp -L "$library" "$1$library"
                    done
                done
                """.formatted(FOLDERS);
        var process = new ProcessBuilder("sh", "-c", script, "sh", folder.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("cannot make an image in " + folder);
        }
        return folder;
    }

    private static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
