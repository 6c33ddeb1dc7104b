package org.tombolo.testkit.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which module may use which. A module is a folder of the repository and the package below the root with the same
/// name, hyphens dropped. Everybody may use `model`: its words are everybody's. No other edge is passed on.
public final class ModuleMap {
    private static final String EVERYTHING = "everything";

    /// The list of `docs/map.md`, in the order of the house.
    static final List<String> EDGES = List.of(
            "model            →",
            "workflow         → model",
            "placement        → model",
            "journal          → model",
            "engine           → model",
            "launch           → model",
            "control          → model workflow placement journal engine blobs",
            "wire             → model",
            "blobs            → model",
            "agent            → model wire blobs launch",
            "engine-hosts     → engine agent wire launch",
            "engine-slurm     → engine wire launch blobs",
            "api              → control wire blobs",
            "cli              → wire workflow",
            "server           → everything",
            "testkit          → everything",
            "sim              → everything",
            "bench            → everything");

    private final String root;
    private final Map<String, List<String>> allowed = new LinkedHashMap<>();

    private ModuleMap(String root) {
        this.root = root;
        for (String edge : EDGES) {
            String[] sides = edge.split("→", -1);
            allowed.put(packageOf(sides[0].strip()), words(sides[1]));
        }
    }

    /// The map read for packages below `root`: `org.tombolo`, or that of a test's planted classes.
    public static ModuleMap under(String root) {
        return new ModuleMap(root);
    }

    /// One line for each pair of classes whose edge is not in the map.
    public List<String> violations(JavaClasses classes) {
        var found = new TreeSet<String>();
        for (JavaClass user : classes) {
            module(user)
                    .ifPresent(from -> user.getDirectDependenciesFromSelf().stream()
                            .map(Dependency::getTargetClass)
                            .forEach(used -> module(used)
                                    .filter(to -> !allows(from, to))
                                    .ifPresent(to -> found.add(line(user, from, used, to)))));
        }
        return List.copyOf(found);
    }

    private boolean allows(String from, String to) {
        List<String> names = allowed.getOrDefault(from, List.of());
        return from.equals(to)
                || (to.equals("model") && allowed.containsKey(from))
                || (names.contains(EVERYTHING) && allowed.containsKey(to))
                || names.contains(to);
    }

    private String line(JavaClass user, String from, JavaClass used, String to) {
        return allowed.containsKey(from)
                ? "%s uses %s: the module map has no edge %s → %s".formatted(user.getName(), used.getName(), from, to)
                : "%s: the module map has no module %s".formatted(user.getName(), from);
    }

    private Optional<String> module(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        String below = name.substring(root.length() + 1);
        int dot = below.indexOf('.');
        return Optional.of(dot < 0 ? below : below.substring(0, dot));
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (String word : text.strip().split(" +", -1)) {
            if (!word.isEmpty()) {
                words.add(packageOf(word));
            }
        }
        return words;
    }

    private static String packageOf(String module) {
        return module.replace("-", "");
    }
}
