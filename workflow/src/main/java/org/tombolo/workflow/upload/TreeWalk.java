package org.tombolo.workflow.upload;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tombolo.model.upload.TreePath;
import org.tombolo.workflow.yaml.Printable;

/// Finds the files of one tree. A link that stays inside the tree counts as what it points to; one that leaves it, and
/// whatever is neither file nor folder, is refused. `.git` and what `.gitignore` files leave out are not looked at.
final class TreeWalk {
    private static final String GIT = ".git";

    private final Path top;
    private final UploadLimits limits;
    private final Consumer<String> refuse;
    private final Map<String, LocalFile> files;

    /// @param top    the real path that no link may leave
    /// @param refuse takes what is wrong
    /// @param files  by path in the upload; shared by the walks of one upload, so that limits count once for all
    TreeWalk(Path top, UploadLimits limits, Consumer<String> refuse, Map<String, LocalFile> files) {
        this.top = top;
        this.limits = limits;
        this.refuse = refuse;
        this.files = files;
    }

    /// A place of the tree while it is walked.
    ///
    /// @param path  below the top
    /// @param real  without links
    /// @param above the real folders around it: a link to one of them would never end
    private record Spot(List<String> path, String uploadPath, Path real, List<Path> above) {
        Spot child(String name, Path childReal) {
            var childPath = new ArrayList<>(path);
            childPath.add(name);
            var childAbove = new ArrayList<>(above);
            childAbove.add(real);
            return new Spot(childPath, uploadPath + "/" + name, childReal, childAbove);
        }
    }

    /// Takes one file, or all files of a folder.
    ///
    /// @param parts      the path below the top; none for the top itself
    /// @param uploadPath where it belongs in the upload
    void take(List<String> parts, String uploadPath) {
        try {
            var rules = IgnoreRules.NONE;
            var folder = top;
            for (int depth = 0; depth < parts.size(); depth++) {
                rules = rules.in(folder, depth);
                folder = folder.resolve(parts.get(depth));
            }
            if (parts.contains(GIT)) {
                refuse.accept("\"%s\" is never uploaded".formatted(GIT));
            } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                visit(new Spot(parts, uploadPath, folder, List.of()), rules, true);
            } else {
                refuse.accept("no file or folder \"%s\" in %s".formatted(Printable.of(String.join("/", parts)), top));
            }
        } catch (IOException e) {
            refuse.accept("\"%s\" cannot be read: %s".formatted(Printable.of(uploadPath), reason(e)));
        }
    }

    /// @return whether to go on
    private boolean visit(Spot spot, IgnoreRules rules, boolean isNamed) throws IOException {
        var attributes = attributes(spot.real());
        var real = spot.real();
        if (attributes.isSymbolicLink() || isNamed) {
            if (!isNamed && rules.leavesOut(spot.path(), false)) {
                return true;
            }
            if (!Files.exists(real)) {
                refuse.accept("\"%s\" is a link to nothing".formatted(shown(spot)));
                return true;
            }
            real = real.toRealPath();
            attributes = attributes(real);
            if (!real.startsWith(top)) {
                refuse.accept("\"%s\" is a link that leaves %s".formatted(shown(spot), top));
                return true;
            }
        }
        var here = new Spot(spot.path(), spot.uploadPath(), real, spot.above());
        if (!isNamed && rules.leavesOut(spot.path(), attributes.isDirectory())) {
            return true;
        }
        if (attributes.isDirectory()) {
            return folder(here, rules);
        }
        if (attributes.isRegularFile()) {
            return file(here, attributes);
        }
        refuse.accept("\"%s\" is neither a file nor a folder".formatted(shown(spot)));
        return true;
    }

    private boolean folder(Spot spot, IgnoreRules above) throws IOException {
        if (spot.above().contains(spot.real())) {
            refuse.accept("\"%s\" is a link to a folder around it".formatted(shown(spot)));
            return true;
        }
        if (spot.path().size() > limits.depth()) {
            refuse.accept("\"%s\": expected at most %d folders in each other".formatted(shown(spot), limits.depth()));
            return false;
        }
        var rules = above.in(spot.real(), spot.path().size());
        for (var child : children(spot.real())) {
            var name = child.getFileName().toString();
            if (!name.equals(GIT) && !isInGit(child) && !visit(spot.child(name, child), rules, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean file(Spot spot, BasicFileAttributes attributes) {
        var fault = TreePath.fault(spot.uploadPath());
        if (fault.isPresent()) {
            refuse.accept("\"%s\": its path %s".formatted(shown(spot), fault.get()));
            return true;
        }
        var file = new LocalFile(spot.uploadPath(), spot.real(), attributes.size(), isExecutable(attributes));
        var other = files.put(file.path(), file);
        if (other != null && !other.file().equals(file.file())) {
            refuse.accept("\"%s\" would be two different files in the upload".formatted(shown(spot)));
        }
        return isWithinLimits();
    }

    private boolean isWithinLimits() {
        if (files.size() > limits.files()) {
            refuse.accept(
                    "expected at most %d files, found more: list what is not needed in .gitignore, or keep them in a volume"
                            .formatted(limits.files()));
            return false;
        }
        return true;
    }

    private boolean isInGit(Path child) throws IOException {
        if (!Files.isSymbolicLink(child) || !Files.exists(child)) {
            return false;
        }
        var real = child.toRealPath();
        if (real.startsWith(top)) {
            for (var part : top.relativize(real)) {
                if (part.toString().equals(GIT)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Path> children(Path folder) throws IOException {
        var children = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        children.sort(null);
        return children;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// The owner's bit, as git keeps it; what this process may do is another matter.
    private static boolean isExecutable(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static String shown(Spot spot) {
        return Printable.of(spot.uploadPath());
    }

    static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "no permission"
                : e.getClass().getSimpleName();
    }
}
