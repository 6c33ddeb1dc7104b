package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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
    private final LaunchPlan.Ids us;
    private final Map<ContainerRuntime, String> programs = new EnumMap<>(ContainerRuntime.class);
    private final ReentrantLock trying = new ReentrantLock();
    private volatile @Nullable Trials trials;

    /// What was found out.
    ///
    /// @param failures why each that is there does not work
    record Trials(Container.Layer layer, List<ContainerRuntime> working, Map<ContainerRuntime, String> failures) {}

    /// @param wanted what the site file names; empty: the first that works
    Runtimes(HomeFolder home, String path, Optional<ContainerRuntime> wanted, LaunchPlan.Ids us) {
        this.home = home;
        this.wanted = wanted;
        this.us = us;
        for (var runtime : ContainerRuntime.values()) {
            for (var folder : (path + ":" + AgentSettings.DEFAULT_PATH).split(":", -1)) {
                var program = Path.of(folder.isEmpty() ? "/" : folder, runtime.program());
                if (program.isAbsolute() && Files.isExecutable(program)) {
                    programs.putIfAbsent(runtime, program.toString());
                }
            }
        }
    }

    /// Why no image can run here, as far as that is seen without trying.
    Optional<String> why() {
        var known = trials;
        if (known != null && chosen(known).isEmpty()) {
            return Optional.of(failure(known));
        }
        if (wanted.isPresent() && !programs.containsKey(wanted.get())) {
            return Optional.of("the site file names %s, and there is no %s; install it, or name another"
                    .formatted(wanted.get().word(), wanted.get().program()));
        }
        return programs.isEmpty()
                ? Optional.of("no container runtime: install bubblewrap, charliecloud or podman")
                : Optional.empty();
    }

    /// The runtime to use.
    Chosen choose() {
        var known = tried();
        return chosen(known)
                .map(runtime -> new Chosen(runtime, program(runtime), known.layer()))
                .orElseThrow(() -> new TomboloException(ErrorCode.UNSUPPORTED, failure(known)));
    }

    record Chosen(ContainerRuntime runtime, String program, Container.Layer layer) {}

    private String program(ContainerRuntime runtime) {
        return String.valueOf(programs.get(runtime));
    }

    private Optional<ContainerRuntime> chosen(Trials known) {
        return known.working().stream()
                .filter(each -> wanted.isEmpty() || wanted.get() == each)
                .findFirst();
    }

    private String failure(Trials known) {
        var words = new ArrayList<String>();
        known.failures().forEach((runtime, why) -> {
            if (wanted.isEmpty() || wanted.get() == runtime) {
                words.add(runtime.word() + ": " + why);
            }
        });
        return "no container runtime works here: " + String.join("; ", words);
    }

    /// What works and what does not, in words.
    List<String> facts() {
        var known = trials;
        var facts = new ArrayList<String>();
        if (known == null) {
            why().ifPresentOrElse(
                            why -> facts.add("no containers: " + why),
                            () -> facts.add("containers by "
                                    + programs.keySet().iterator().next().word() + ", not tried yet"));
            return facts;
        }
        var chosen = chosen(known);
        facts.add(chosen.map(each -> "containers by " + each.word()).orElseGet(() -> failure(known)));
        if (chosen.isPresent() && known.layer() == Container.Layer.COPY) {
            facts.add("the kernel lays no writable layer over an image here: each attempt in a container gets a copy");
        }
        return facts;
    }

    /// Each runtime that we know, in the order of preference.
    List<Found> all() {
        var known = tried();
        var found = new ArrayList<Found>();
        for (var runtime : ContainerRuntime.values()) {
            var program = Optional.ofNullable(programs.get(runtime));
            var why = program.isEmpty()
                    ? Optional.of("no %s in the site's path".formatted(runtime.program()))
                    : Optional.ofNullable(known.failures().get(runtime));
            found.add(new Found(
                    runtime, program, why, chosen(known).filter(runtime::equals).isPresent()));
        }
        return found;
    }

    /// @param why it does not work; empty: it does
    record Found(ContainerRuntime runtime, Optional<String> program, Optional<String> why, boolean chosen) {}

    private Trials tried() {
        var known = trials;
        if (known != null) {
            return known;
        }
        trying.lock();
        try {
            if (trials == null) {
                trials = tryAll();
            }
            return java.util.Objects.requireNonNull(trials);
        } finally {
            trying.unlock();
        }
    }

    private Trials tryAll() {
        var overlay = us.user() == 0 ? Container.Layer.OVERLAY : Container.Layer.USER_OVERLAY;
        var layer = Container.Layer.COPY;
        var working = new ArrayList<ContainerRuntime>();
        var failures = new LinkedHashMap<ContainerRuntime, String>();
        for (var each : List.of(overlay, Container.Layer.COPY)) {
            failures.clear();
            layer = each;
            for (var runtime : programs.keySet()) {
                var why = failure(runtime, each);
                if (why.isEmpty()) {
                    working.add(runtime);
                } else {
                    failures.put(runtime, why.get());
                }
            }
            if (!working.isEmpty()) {
                break;
            }
        }
        return new Trials(layer, List.copyOf(working), failures);
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
                    Optional.of(new Container(
                            runtime, String.valueOf(programs.get(runtime)), "image", layer, us, List.of())));
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
