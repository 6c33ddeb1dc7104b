package org.tombolo.agent.transfer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreePath;

/// Where files may be written. Work may have put links into a volume: nothing is written through one.
public final class Places {
    /// In what is said where a disk or a volume is full.
    public static final String FULL = "the volume or its disk is full";

    private Places() {}

    /// Where a file is to be written below a folder: every folder on the way is a real one, or made.
    public static Path below(Path root, String path) throws IOException {
        var place = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!place.startsWith(root) || place.equals(root)) {
            throw leaves(path);
        }
        var folder = root;
        for (var name : root.relativize(place)) {
            if (!folder.equals(root) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                make(folder, path);
            }
            folder = folder.resolve(name);
        }
        return place;
    }

    private static void make(Path folder, String path) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) { // somebody else may have made it
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "\"%s\": %s is a link or a file, not a folder".formatted(Names.printable(path), folder),
                        e);
            }
        }
    }

    public static TomboloException leaves(String path) {
        return new TomboloException(
                ErrorCode.BAD_INPUT, "the path \"%s\" leaves its folder".formatted(Names.printable(path)));
    }

    /// Where a file is written before it has its name. The same when the same attempt does it again.
    public static Path fresh(Path target, String label) {
        return target.resolveSibling(".tombolo-%s-%08x.part"
                .formatted(label, String.valueOf(target.getFileName()).hashCode()));
    }

    /// A failure of this machine's own files, in words for people.
    public static TomboloException failed(IOException e) {
        return Local.failed(e);
    }

    public static void publish(Path fresh, Path target, String name) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: the volume has a folder of the name %s".formatted(name, target.getFileName()));
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A name that came from elsewhere.
    static String checked(String path, String name) {
        TreePath.fault(path).ifPresent(fault -> {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: \"%s\" cannot be the name of a file: it %s".formatted(name, Names.printable(path), fault));
        });
        return path;
    }
}
