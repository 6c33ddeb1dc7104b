package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.Container;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.LaunchText;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.Program;

/// The container runtimes of this machine: which are there, and which really work. They are tried the first time that
/// somebody needs to know, by a real launch of the machine's own root.
final class Runtimes {
    private final HomeFolder home;
    private final Optional<ContainerRuntime> wanted;
    private final Optional<String> engine;
    private final LaunchPlan.Ids us;
    private final Map<ContainerRuntime, String> programs = new EnumMap<>(ContainerRuntime.class);
    private final ReentrantLock trying = new ReentrantLock();
    private final Map<ContainerRuntime, Trial> trials = new ConcurrentHashMap<>();

    /// What came of a real launch.
    ///
    /// @param layer how it lays something writable over an image; empty: it does not work
    /// @param why   it does not
    private record Trial(Optional<Container.Layer> layer, String why) {}

    Runtimes(HomeFolder home, String path, ContainerSettings settings, LaunchPlan.Ids us) {
        this.home = home;
        this.wanted = settings.runtime();
        this.engine = settings.engine();
        this.us = us;
        for (var runtime : ContainerRuntime.values()) {
            for (var name : runtime.programs()) {
                found(name, path).ifPresent(program -> programs.putIfAbsent(runtime, program));
            }
        }
    }

    private static Optional<String> found(String name, String path) {
        for (var folder : (path + ":" + AgentSettings.DEFAULT_PATH).split(":", -1)) {
            var program = Path.of(folder.isEmpty() ? "/" : folder, name);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(program.toString());
            }
        }
        return Optional.empty();
    }

    private static String words(ContainerRuntime runtime) {
        return String.join(" or ", runtime.programs());
    }

    /// Why no image can run here, as far as that is seen without trying.
    Optional<String> why() {
        if (wanted.isPresent() && !programs.containsKey(wanted.get())) {
            return Optional.of("the site file names %s, and there is no %s; install it, or name another"
                    .formatted(wanted.get().word(), words(wanted.get())));
        }
        if (programs.isEmpty()) {
            return Optional.of(
                    "no container runtime: install bubblewrap, charliecloud, podman or apptainer, or let the agent's user use docker");
        }
        return candidates().stream().allMatch(this::hasFailed) ? Optional.of(failure()) : Optional.empty();
    }

    /// The runtime to use: the first that works. Those behind it are not tried.
    Chosen choose() {
        for (var runtime : candidates()) {
            var layer = tried(runtime).layer();
            if (layer.isPresent()) {
                return new Chosen(runtime, String.valueOf(programs.get(runtime)), engine(runtime), layer.get());
            }
        }
        throw new TomboloException(ErrorCode.UNSUPPORTED, why().orElse("no container runtime works here"));
    }

    record Chosen(ContainerRuntime runtime, String program, Optional<String> engine, Container.Layer layer) {}

    private Optional<String> engine(ContainerRuntime runtime) {
        return engine.filter(_ -> runtime == ContainerRuntime.DOCKER);
    }

    private List<ContainerRuntime> candidates() {
        return programs.keySet().stream()
                .filter(each -> wanted.isEmpty() || wanted.get() == each)
                .toList();
    }

    private boolean hasFailed(ContainerRuntime runtime) {
        var trial = trials.get(runtime);
        return trial != null && trial.layer().isEmpty();
    }

    private String failure() {
        return "no container runtime works here: "
                + candidates().stream()
                        .filter(this::hasFailed)
                        .map(each -> each.word() + ": " + tried(each).why())
                        .collect(Collectors.joining("; "));
    }

    /// What works and what does not, in words.
    List<String> facts() {
        var why = why();
        if (why.isPresent()) {
            return List.of("no containers: " + why.get());
        }
        for (var runtime : candidates()) {
            var trial = trials.get(runtime);
            if (trial == null) {
                return List.of("containers by " + runtime.word() + ", not tried yet");
            }
            if (trial.layer().isPresent()) {
                return trial.layer().get() == Container.Layer.COPY
                        ? List.of("containers by " + runtime.word(), COPIES)
                        : List.of("containers by " + runtime.word());
            }
        }
        return List.of();
    }

    static final String COPIES =
            "the kernel lays no writable layer over an image here: each attempt in a container gets a copy";

    /// Each runtime that we know, in the order of preference, tried anew.
    List<Found> all() {
        trials.clear();
        var found = new ArrayList<Found>();
        for (var runtime : ContainerRuntime.values()) {
            if (!programs.containsKey(runtime)) {
                found.add(new Found(
                        runtime, Optional.empty(), Optional.of("no %s in the site's path".formatted(words(runtime)))));
                continue;
            }
            var trial = tried(runtime);
            found.add(new Found(
                    runtime, trial.layer(), trial.layer().isPresent() ? Optional.empty() : Optional.of(trial.why())));
        }
        return found;
    }

    /// @param layer how it lays something writable over an image
    /// @param why   it does not work; empty: it does
    record Found(ContainerRuntime runtime, Optional<Container.Layer> layer, Optional<String> why) {}

    /// Whether images run by it.
    boolean isUsed(Found found) {
        return found.layer().isPresent() && (wanted.isEmpty() || wanted.get() == found.runtime());
    }

    private Trial tried(ContainerRuntime runtime) {
        trying.lock();
        try {
            return trials.computeIfAbsent(runtime, this::attempt);
        } finally {
            trying.unlock();
        }
    }

    private Trial attempt(ContainerRuntime runtime) {
        if (runtime == ContainerRuntime.DOCKER) {
            var without = new DockerEngine(String.valueOf(programs.get(runtime)), engine).why();
            if (without.isPresent()) {
                return new Trial(Optional.empty(), without.get());
            }
        }
        var overlay = us.user() == 0 ? Container.Layer.OVERLAY : Container.Layer.USER_OVERLAY;
        var why = failure(runtime, overlay);
        if (why.isEmpty()) {
            return new Trial(Optional.of(overlay), "");
        }
        var copies = failure(runtime, Container.Layer.COPY);
        return copies.isEmpty()
                ? new Trial(Optional.of(Container.Layer.COPY), "")
                : new Trial(Optional.empty(), copies.get());
    }

    /// By a real launch. What is laid over is not the machine's root: a copy of that would take long.
    private Optional<String> failure(ContainerRuntime runtime, Container.Layer layer) {
        var trial = home.root().resolve("trial");
        try {
            Trees.delete(trial);
            var image = trial.resolve("image");
            TrialRoot.make(image, trial.resolve("orders/0/root"));
            Files.createDirectories(trial.resolve("scratch/trial"));
            var plan = new LaunchPlan(
                    new Program.Command(List.of("/bin/sh", "-c", "echo works > /proof && cat /proof")),
                    List.of(),
                    Ordered.copy(Map.of("PATH", AgentSettings.DEFAULT_PATH, "HOME", "/", "USER", "trial")),
                    new java.util.LinkedHashSet<>(),
                    Optional.empty(),
                    TrialRoot.machine(),
                    us.user() == 0 ? Optional.empty() : Optional.of(us),
                    false,
                    new java.util.LinkedHashSet<>(),
                    Optional.empty(),
                    false,
                    Optional.of(new Container(
                            runtime,
                            String.valueOf(programs.get(runtime)),
                            engine(runtime),
                            "image",
                            layer,
                            us,
                            List.of(),
                            Optional.empty())));
            var text = trial.resolve("launch");
            Files.writeString(text, LaunchText.of(plan));
            var said = Commands.run(List.of(
                    "/bin/sh",
                    "-c",
                    "S=$1 H=$1 label=trial order=0 W=$1/scratch/trial; . \"$1/launch\"",
                    "sh",
                    trial.toString()));
            return said.code() == 0 && said.output().equals("works")
                    ? Optional.empty()
                    : Optional.of(said.output().isEmpty() ? "ended with " + said.code() : said.output());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            try {
                Trees.delete(trial);
            } catch (IOException e) {
                // the next trial deletes it
            }
        }
    }
}
