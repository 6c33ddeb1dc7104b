package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Paths as a process inside the root would see them: links are followed, absolute ones from the root, and nothing
/// leads out of it.
final class InRoot {
    private static final int MOST_LINKS = 40;

    private final Path root;

    InRoot(Path root) {
        this.root = root;
    }

    /// The place of `path`, the links of its folders followed; the last name is not looked at. The folders need not be
    /// there.
    Path place(String path) throws IOException {
        var names = names(path);
        if (names.isEmpty()) {
            return root;
        }
        var last = names.removeLast();
        if (last.equals("..") || last.equals(".")) {
            throw leaves(path);
        }
        return walk(names, path).resolve(last);
    }

    /// The place of `path`, all links followed.
    Path real(String path) throws IOException {
        return walk(names(path), path);
    }

    /// As the inside calls it.
    String inside(Path place) {
        return "/" + root.relativize(place);
    }

    private Path walk(Deque<String> names, String path) throws IOException {
        var place = root;
        int links = 0;
        while (!names.isEmpty()) {
            var name = names.removeFirst();
            if (name.equals("..")) {
                place = place.equals(root) ? root : parent(place);
                continue;
            }
            var next = place.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                place = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "the path \"%s\" goes in circles".formatted(Names.printable(path)));
            }
            var target = Files.readSymbolicLink(next).toString();
            if (target.startsWith("/")) {
                place = root;
            }
            List.copyOf(names(target)).reversed().forEach(names::addFirst);
        }
        return place;
    }

    private Path parent(Path place) {
        var parent = place.getParent();
        return parent == null ? root : parent;
    }

    private static Deque<String> names(String path) {
        var names = new ArrayDeque<String>();
        for (var name : path.split("/+", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    static boolean isFolder(Path place) {
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    }

    static TomboloException leaves(String path) {
        return new TomboloException(
                ErrorCode.BAD_INPUT, "a path of the image leaves its root: \"%s\"".formatted(Names.printable(path)));
    }
}
