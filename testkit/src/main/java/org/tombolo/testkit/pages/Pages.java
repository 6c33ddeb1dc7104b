package org.tombolo.testkit.pages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// All pages of a repository: those at its root, below `docs` and below `examples`.
public final class Pages {
    private final SequencedMap<Path, Page> pages = new LinkedHashMap<>();

    /// @param root the repository's
    public Pages(Path root) throws IOException {
        for (Path file : files(root.toAbsolutePath().normalize())) {
            pages.put(file, Page.read(file));
        }
    }

    private static List<Path> files(Path root) throws IOException {
        var files = new ArrayList<Path>();
        try (var top = Files.list(root)) {
            top.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path folder : List.of(root.resolve("docs"), root.resolve("examples"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> below = Files.walk(folder)) {
                    below.forEach(files::add);
                }
            }
        }
        return files.stream()
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    public List<Page> all() {
        return List.copyOf(pages.sequencedValues());
    }

    /// One line for each link inside the repository that leads nowhere. Links to other places are not followed.
    public List<String> brokenLinks() {
        return pages.sequencedValues().stream()
                .flatMap(page -> page.links().stream().flatMap(link -> broken(page, link).stream()))
                .toList();
    }

    private Optional<String> broken(Page page, Page.Target link) {
        URI address = URI.create(link.address());
        if (address.isAbsolute() || link.address().startsWith("//")) {
            return Optional.empty();
        }
        String path = Optional.ofNullable(address.getPath()).orElse("");
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        String place = "%s:%d: %s".formatted(page.file(), link.line(), link.address());
        if (!Files.exists(target)) {
            return Optional.of(place + ": no such file");
        }
        String anchor = Optional.ofNullable(address.getFragment()).orElse("");
        if (anchor.isEmpty() || !target.toString().endsWith(".md")) {
            return Optional.empty();
        }
        Page other = pages.get(target);
        return other != null && other.anchors().contains(anchor)
                ? Optional.empty()
                : Optional.of(
                        "%s: no such heading; there are %s".formatted(place, other == null ? "none" : other.anchors()));
    }
}
