package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tombolo.agent.FileCalls.Opened;
import org.tombolo.agent.transfer.Places;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreePath;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest;

/// Files as an attempt that runs sees them, in its container too, with its rights and no more. The kernel resolves each
/// path below the attempt's root: no link of the work leads out of it, also not one that is put there meanwhile.
///
/// @param entry the attempt
record InnerFiles(Execs execs, Entry entry) {
    /// What a process sees, and may do there.
    private record View(FileCalls calls, FileRights rights, Opened root) implements AutoCloseable {
        Opened find(String path) throws IOException {
            return rights.use(calls.libc(), () -> calls.inRoot(root, path.isEmpty() ? "." : path));
        }

        Opened toRead(Opened place) throws IOException {
            return rights.use(calls.libc(), () -> calls.toRead(place));
        }

        @Override
        public void close() {
            root.close();
        }
    }

    private View view() throws IOException {
        var calls = execs.files();
        long pid = execs.inside(entry);
        try {
            var rights = FileRights.of(pid);
            var root = calls.place("/proc/%d/root".formatted(pid));
            if (execs.inside(entry) == pid) { // else its number may be another's by now
                return new View(calls, rights, root);
            }
            root.close();
        } catch (NoSuchFileException e) {
            // it has just ended
        }
        throw new TomboloException(ErrorCode.CONFLICT, "%s: its process has just ended; try again".formatted(entry.id));
    }

    /// Nothing: there is no such place.
    Optional<AgentAnswer.Entry> list(String path) {
        try (var view = view();
                var place = view.find(checked(path))) {
            if (Files.isDirectory(place.path())) {
                return Optional.of(new AgentAnswer.Entry(true, 0, false, names(view, place)));
            }
            return Optional.of(new AgentAnswer.Entry(
                    false, Files.size(place.path()), Files.isExecutable(place.path()), List.of()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static List<String> names(View view, Opened place) throws IOException {
        try (var folder = view.toRead(place);
                var entries = Files.list(folder.path().resolve("."))) {
            return entries.filter(InnerFiles::isOfUse)
                    .map(each -> each.getFileName() + (isFolder(each) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Neither a device nor a pipe, which never ends.
    private static boolean isOfUse(Path path) {
        return isFolder(path) || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path);
    }

    byte[] read(String path, long offset, int max) {
        try (var view = view();
                var place = view.find(checked(path))) {
            if (!Files.isRegularFile(place.path()) || view.calls().isTold(place)) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: \"/%s\" is no file%s"
                                .formatted(
                                        entry.id,
                                        Names.printable(path),
                                        Files.isDirectory(place.path())
                                                ? ", but a folder"
                                                : " on a disk; \"tombolo exec\" can read it there"));
            }
            try (var open = view.toRead(place);
                    var file = FileChannel.open(open.path(), StandardOpenOption.READ)) {
                var bytes = ByteBuffer.allocate(Math.clamp(file.size() - offset, 0, max));
                while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
                    // until all has come, or the file ends
                }
                return Arrays.copyOf(bytes.array(), bytes.position());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "%s sees no \"/%s\"".formatted(entry.id, Names.printable(path)), e);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /// A piece of a file: beside its place until the last one has come.
    void write(String path, String upload, long offset, byte[] bytes, Optional<AgentRequest.LastPiece> last) {
        if (!Names.isWord(upload)) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "an upload's id: expected letters and digits");
        }
        int slash = checked(path).lastIndexOf('/');
        var name = path.substring(slash + 1);
        try (var view = view();
                var folder = folder(view, path.substring(0, Math.max(0, slash)))) {
            var arriving = new Arriving(
                    view.calls(),
                    view.rights(),
                    folder,
                    name,
                    upload,
                    "%s, \"/%s\"".formatted(entry.id, Names.printable(path)));
            arriving.take(offset, bytes, last);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /// Opened; made, with all above it, where it is not there.
    private static Opened folder(View view, String path) throws IOException {
        var place = view.find("");
        var so = new StringBuilder();
        for (var name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                so.append('/').append(name);
                try (var above = place) {
                    place = step(view, above, so.toString(), name);
                }
            }
        }
        return place;
    }

    private static Opened step(View view, Opened above, String path, String name) throws IOException {
        try {
            return view.find(path);
        } catch (NoSuchFileException e) {
            view.rights().use(view.calls().libc(), () -> {
                try {
                    view.calls().makeFolder(above, name);
                } catch (FileAlreadyExistsException again) {
                    // somebody else made it
                }
                return true;
            });
            return view.find(path);
        }
    }

    /// Relative to the attempt's root.
    private String checked(String path) {
        if (!path.isEmpty()) {
            TreePath.fault(path).ifPresent(fault -> {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: expected an absolute path, but \"/%s\" %s"
                                .formatted(entry.id, Names.printable(path), fault));
            });
        }
        return path;
    }

    private TomboloException failed(String path, IOException e) {
        var place = "%s, \"/%s\"".formatted(entry.id, Names.printable(path));
        return switch (e) {
            case AccessDeniedException _ ->
                new TomboloException(ErrorCode.FORBIDDEN, place + ": permission denied, as for the work itself", e);
            case FileSystemLoopException _ ->
                new TomboloException(
                        ErrorCode.BAD_INPUT,
                        place + ": its links lead in a circle, or through what a process has open",
                        e);
            case NotDirectoryException _ ->
                new TomboloException(ErrorCode.BAD_INPUT, place + ": something above it is no folder", e);
            default -> {
                var said = Places.failed(e);
                yield new TomboloException(said.code(), place + ": " + said.getMessage(), e);
            }
        };
    }
}
