package org.tombolo.cli.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.function.LongConsumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.store.Item;

/// Brings files of a volume here. Work made them, and work is not trusted: nothing is written outside the target
/// folder, through a link, or under a name that is more than a name.
public final class Download {
    private static final int PIECE = 1 << 16;
    private static final int DEEPEST = 64;

    private final Place from;
    private final LongConsumer progress;
    private long files;
    private long bytes;

    /// @param progress is told how many bytes have come, again and again
    public Download(Place from, LongConsumer progress) {
        this.from = from;
        this.progress = progress;
    }

    /// What came.
    public record Copied(long files, long bytes, String to) {}

    /// A file goes into the target folder, so does a folder; of a path that ends with `/`, or of a whole volume, what
    /// is in it does.
    public Copied copy(String path, Path target) {
        var item = item(path.replaceFirst("/+$", ""));
        try {
            Files.createDirectories(target);
            var inside = target.toRealPath();
            if (!item.folder() || !(path.isEmpty() || path.endsWith("/"))) {
                one(item, lastName(item.path()), inside, 0);
            } else {
                children(item, inside, 0);
            }
        } catch (FileAlreadyExistsException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s: expected a folder to copy into, found a file".formatted(target), e);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot write: %s".formatted(e), e);
        }
        return new Copied(files, bytes, target.toString());
    }

    /// A file, as it is.
    public void print(String path, OutputStream out) {
        var item = item(path);
        if (item.folder()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s is a folder, and only a file can go to standard output".formatted(place(path)));
        }
        try {
            transfer(item, out);
            out.flush();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot write: %s".formatted(e.getMessage()), e);
        }
    }

    private Item item(String path) {
        return from.item(path);
    }

    private void one(Item item, String name, Path folder, int depth) throws IOException {
        var to = inside(folder, name);
        if (item.folder()) {
            if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(to); // a link there is refused by this
            }
            children(item, to, depth + 1);
        } else {
            file(item, to);
        }
    }

    private void children(Item item, Path folder, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s: folders more than %d deep".formatted(place(item.path()), DEEPEST));
        }
        for (var entry : item.entries()) {
            var name = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
            inside(folder, name); // before it is asked for
            one(item(item.path().isEmpty() ? name : item.path() + "/" + name), name, folder, depth);
        }
    }

    /// The file in that folder, if the name is one: no way up, no way down.
    private Path inside(Path folder, String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s holds a file named \"%s\", which could be written outside %s: not copied"
                            .formatted(from.text(""), Names.printable(name), folder));
        }
        return folder.resolve(name);
    }

    /// Beside its place first, with the rights that the user's umask leaves.
    private void file(Item item, Path to) throws IOException {
        var part = to.resolveSibling(".tombolo-" + ProcessHandle.current().pid() + "-" + files + ".part");
        try {
            try (var out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                transfer(item, out);
            }
            if (item.executable()) {
                makeExecutable(part);
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        files++;
    }

    /// For those who may read it.
    private static void makeExecutable(Path file) throws IOException {
        var rights = Files.getPosixFilePermissions(file);
        var more = EnumSet.copyOf(rights);
        for (var right : rights) {
            switch (right) {
                case OWNER_READ -> more.add(PosixFilePermission.OWNER_EXECUTE);
                case GROUP_READ -> more.add(PosixFilePermission.GROUP_EXECUTE);
                case OTHERS_READ -> more.add(PosixFilePermission.OTHERS_EXECUTE);
                default -> {}
            }
        }
        Files.setPosixFilePermissions(file, more);
    }

    private void transfer(Item item, OutputStream out) throws IOException {
        long came = 0;
        try (var answer = from.read(item.path())) {
            var piece = new byte[PIECE];
            for (int read = answer.read(piece); read >= 0 && came < item.size(); read = answer.read(piece)) {
                int wanted = (int) Math.min(read, item.size() - came); // what work added to it meanwhile is left out
                out.write(piece, 0, wanted);
                came += wanted;
                progress.accept(bytes + came);
            }
        }
        if (came != item.size()) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s: %d bytes came, its size is %d: does something still write it? Copy it again"
                            .formatted(place(item.path()), came, item.size()));
        }
        bytes += came;
    }

    private String place(String path) {
        return from.text(Names.printable(path));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
