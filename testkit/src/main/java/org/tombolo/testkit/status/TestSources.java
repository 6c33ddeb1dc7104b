package org.tombolo.testkit.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The tests of a repository, looked up in its sources: no build is needed to tell whether a test exists.
final class TestSources {
    private final Path root;
    private final TreeMap<String, List<Path>> files = new TreeMap<>();
    private final TreeMap<String, TestType> types = new TreeMap<>();

    /// @param root the repository's: its folders are the modules
    TestSources(Path root) throws IOException {
        this.root = root;
        try (var modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                index(module.resolve("src/test/java"));
                index(module.resolve("src/main/java")); // contracts whose tests others inherit may stand there
            }
        }
    }

    private void index(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (var found = Files.walk(sources)) {
            found.filter(file -> file.toString().endsWith(".java")).sorted().forEach(file -> {
                String name = file.getFileName().toString();
                files.computeIfAbsent(name.substring(0, name.length() - ".java".length()), _ -> new ArrayList<>())
                        .add(file);
            });
        }
    }

    /// @param id `Class#method`; the class by its simple name, or by its full one where two have the same
    Found find(String id) {
        int hash = id.indexOf('#');
        if (hash < 0) {
            return new Found.Nothing("%s is no test id: expected Class#method".formatted(id));
        }
        var candidates = named(id.substring(0, hash));
        if (candidates.size() != 1) {
            return new Found.Nothing(
                    candidates.isEmpty()
                            ? "%s: no class of that name in any module".formatted(id)
                            : "%s: several classes have that name; write it in full: %s".formatted(id, candidates));
        }
        return find(id, candidates.getFirst(), id.substring(hash + 1));
    }

    private Found find(String id, Path file, String method) {
        TestType type = read(file);
        if (!type.runs()) {
            return new Found.Nothing(
                    "%s: %s is abstract or disabled; name a class that runs it".formatted(id, type.name()));
        }
        var tags = new ArrayList<String>();
        var known = new ArrayList<String>();
        for (Optional<TestType> at = Optional.of(type); at.isPresent(); at = at.flatMap(this::parent)) {
            tags.addAll(at.get().tags());
            known.addAll(at.get().methods().keySet());
            List<String> own = at.get().methods().get(method);
            if (own != null) {
                tags.addAll(own);
                String name = type.packageName() + "." + type.name();
                return new Found.Test(name, method, root.relativize(file), tags);
            }
        }
        return new Found.Nothing("%s: %s has no such test; it has %s".formatted(id, type.name(), known));
    }

    private Optional<TestType> parent(TestType type) {
        return type.parent().map(this::named).filter(found -> found.size() == 1).map(found -> read(found.getFirst()));
    }

    private List<Path> named(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        String path = type.replace('.', '/') + ".java";
        return files.getOrDefault(simple, List.of()).stream()
                .filter(file -> file.endsWith(path))
                .toList();
    }

    private TestType read(Path file) {
        return types.computeIfAbsent(file.toString(), _ -> {
            try {
                return TestType.read(file);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }
}
