package org.tombolo.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tombolo.launch.Container;

/// The machine's processes, and to which attempt each belongs: it carries the label in its environment, or is a child
/// of
/// one that does.
final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /// `SHELL .../supervisor-HASH.sh main|lane STATE ...`
    private static final Pattern SUPERVISOR =
            Pattern.compile("(?s)[^\0]*\0[^\0]*/supervisor-[0-9a-f]+\\.sh\0(?:main|lane)\0(?<state>[^\0]*)\0.*");

    private static final String MARK = "\0TOMBOLO_ATTEMPT=";

    /// Those of these attempts: process id → label.
    Map<Long, String> of(Collection<String> labels) {
        var found = new HashMap<Long, String>();
        var parents = new HashMap<Long, Long>();
        for (long pid : all()) {
            var label = label(pid);
            if (label.isPresent()) {
                label.filter(labels::contains).ifPresent(name -> found.put(pid, name));
            } else if (!found.isEmpty()) {
                // Children have higher numbers than their parents, but for the turn of the numbers: the next look sees.
                parent(pid).ifPresent(parent -> parents.put(pid, parent));
            }
        }
        boolean more = !found.isEmpty();
        while (more) {
            more = parents.entrySet().removeIf(each -> {
                var label = found.get(each.getValue());
                if (label != null) {
                    found.put(each.getKey(), label);
                }
                return label != null;
            });
        }
        return found;
    }

    /// The processes of an attempt.
    ///
    /// @param group what is in its control group, where it has one: there nothing can hide
    Set<Long> tree(String label, Collection<Long> group) {
        var tree = new LinkedHashSet<>(of(List.of(label)).keySet());
        for (long pid : group) {
            // One without a label is either a copy of the lane's shell, about to become the next attempt, or hiding.
            if (label(pid).map(label::equals).orElseGet(() -> !isSupervisor(pid))) {
                tree.add(pid);
            }
        }
        return tree;
    }

    private static List<Long> all() {
        var pids = new ArrayList<Long>();
        try (var folders = Files.newDirectoryStream(PROC)) {
            for (var folder : folders) {
                var name = String.valueOf(folder.getFileName());
                if (NUMBER.matcher(name).matches()) {
                    pids.add(Long.valueOf(name));
                }
            }
        } catch (IOException e) {
            // without /proc there is nothing to find
        }
        return pids;
    }

    /// Empty when it has none, or is gone, or somebody else's.
    private static Optional<String> label(long pid) {
        var environment = "\0" + text(pid, "environ");
        int at = environment.indexOf(MARK);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + MARK.length();
        int to = environment.indexOf('\0', from);
        return Optional.of(environment.substring(from, to < 0 ? environment.length() : to));
    }

    /// Those that are asked to end: not a container runtime's own process, which waits for the others to.
    Set<Long> politely(Set<Long> tree) {
        var work = new LinkedHashSet<Long>();
        for (long pid : tree) {
            if (!isMonitor(pid)) {
                work.add(pid);
            }
        }
        return work.isEmpty() ? tree : work;
    }

    boolean isMonitor(long pid) {
        var command = command(pid);
        return has(pid, Container.MONITOR)
                || command.startsWith(Container.INIT + "\0")
                || Container.PARENT.matcher(command).matches();
    }

    /// Whether this variable is in its environment.
    boolean has(long pid, String variable) {
        return ("\0" + text(pid, "environ")).contains("\0" + variable + "=");
    }

    /// Those with this variable.
    List<Long> marked(String variable, String value) {
        var mark = "\0" + variable + "=" + value + "\0";
        return all().stream()
                .filter(pid -> ("\0" + text(pid, "environ")).contains(mark))
                .toList();
    }

    /// Its words, each ended by a NUL.
    String command(long pid) {
        return text(pid, "cmdline");
    }

    Map<String, String> environment(long pid) {
        var environment = new HashMap<String, String>();
        for (var each : text(pid, "environ").split("\0", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                environment.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return environment;
    }

    /// Where it is, as far as we see that folder too.
    Optional<File> folder(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(
                                    PROC.resolve(Long.toString(pid)).resolve("cwd"))
                            .toFile())
                    .filter(File::isDirectory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isSupervisor(long pid) {
        return SUPERVISOR.matcher(text(pid, "cmdline")).matches();
    }

    /// The supervisor's shells that have this state folder.
    List<Long> supervising(Path state) {
        return all().stream()
                .filter(pid -> {
                    var command = SUPERVISOR.matcher(text(pid, "cmdline"));
                    return command.matches() && command.group("state").equals(bytes(state));
                })
                .toList();
    }

    /// As the kernel shows it: one character for each byte.
    private static String bytes(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Long> parent(long pid) {
        var stat = text(pid, "stat");
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return Optional.empty();
        }
        var words = stat.substring(end + 2).split(" ", -1);
        return Optional.of(Long.valueOf(words[1]));
    }

    private static String text(long pid, String file) {
        try {
            return KernelFile.text(PROC.resolve(Long.toString(pid)).resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    void terminate(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
}
