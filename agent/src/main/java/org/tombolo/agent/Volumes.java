package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.agent.FileCalls.Opened;
import org.tombolo.agent.files.Trees;
import org.tombolo.agent.transfer.Places;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.upload.TreePath;
import org.tombolo.model.work.Provision;
import org.tombolo.model.work.Provisioner;
import org.tombolo.model.work.VolumePlace;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest;

/// Volumes as folders. A path in a volume never leaves it, through links neither.
final class Volumes {
    /// At the end of a link to a folder that was there before us, which is not ours to remove.
    private static final Path NOT_OURS = Path.of(".");

    private final HomeFolder home;
    private final SequencedMap<String, Path> provisioners;
    private final List<Path> hostFolders;
    private final Native kernel;
    private final SizedFolders sized = new SizedFolders();
    /// One folder with a size at a time: it is made in steps.
    private final ReentrantLock making = new ReentrantLock();

    /// @param provisioners by name: the folders in which they make volumes
    /// @param hostFolders  of this machine, which volumes may be, or lie in
    Volumes(HomeFolder home, SequencedMap<String, Path> provisioners, List<Path> hostFolders, Native kernel) {
        this.home = home;
        this.provisioners = provisioners;
        this.hostFolders = hostFolders;
        this.kernel = kernel;
    }

    /// Where it is. What a provisioner made elsewhere is found by a link in our own folder, where no work can change
    /// it.
    Path folder(VolumeId volume) {
        var own = own(volume);
        try {
            return Files.isSymbolicLink(own) ? Files.readSymbolicLink(own).normalize() : own;
        } catch (IOException e) {
            throw failed(volume, "", e);
        }
    }

    private Path own(VolumeId volume) {
        return home.volumes().resolve(inner(volume));
    }

    private static Path inner(VolumeId volume) {
        return switch (volume) {
            case VolumeId.OfRun(var run, var name) -> Path.of("runs", run.value(), name);
            case VolumeId.OfProject(var project, var name) -> Path.of("projects", project.value(), name);
        };
    }

    /// May be done again, by several at once.
    void make(VolumeId volume, Provision provision) throws IOException {
        var own = own(volume);
        if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(own)) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "volume %s: its folder %s is gone; is a file system not mounted?"
                                .formatted(volume, folder(volume)));
            }
            return;
        }
        if (provision.folder().isPresent()) {
            link(own, hostFolder(volume, provision.folder().get()).resolve(NOT_OURS));
            return;
        }
        var elsewhere = provision.provisioner().filter(name -> !provisioners.isEmpty());
        if (elsewhere.isEmpty()) {
            makeFolder(own, provision);
            return;
        }
        var root = provisioners.get(elsewhere.get());
        if (root == null) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "volume %s: no provisioner \"%s\" here any more; put it back into the site file"
                            .formatted(volume, Names.printable(elsewhere.get())));
        }
        if (!Files.isDirectory(root)) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "provisioner %s: its folder %s is not there; is a file system not mounted?"
                            .formatted(elsewhere.get(), root));
        }
        var place = root.resolve(inner(volume));
        makeFolder(place, provision);
        link(own, place);
    }

    private void makeFolder(Path place, Provision provision) throws IOException {
        var above = place.resolveSibling(".").normalize();
        Files.createDirectories(above);
        if (provision.size().isEmpty() || sized.why(above).isPresent()) {
            Files.createDirectories(place);
            return;
        }
        making.lock();
        try {
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                sized.make(place, provision.size().get());
            }
        } finally {
            making.unlock();
        }
    }

    /// Where they are made, in the order of the provisioners, and whether they are held to their size there.
    List<VolumePlace> places() {
        return provisioners.isEmpty()
                ? List.of(new VolumePlace(Provisioner.OWN.name(), sized.why(home.volumes())))
                : provisioners.entrySet().stream()
                        .map(each -> new VolumePlace(each.getKey(), sized.why(each.getValue())))
                        .toList();
    }

    /// What is said of a failure, with how full the volume is, where that is why.
    String told(VolumeId volume, String failure) {
        try {
            return failure.contains(Places.FULL)
                    ? use(volume)
                            .map(use ->
                                    "volume %s is full: %d of its %d bytes are taken, and what came does not fit: make room, or ask for a larger one"
                                            .formatted(volume.name(), use.bytes(), use.limit()))
                            .orElse(failure)
                    : failure;
        } catch (IOException e) {
            return failure;
        }
    }

    /// What a volume takes of its limit; empty: it has none.
    Optional<SizedFolders.Use> use(VolumeId volume) throws IOException {
        return sized.use(folder(volume));
    }

    private static void link(Path own, Path place) throws IOException {
        Files.createDirectories(own.resolveSibling("."));
        try {
            Files.createSymbolicLink(own, place);
        } catch (FileAlreadyExistsException e) {
            // another order made it
        }
    }

    /// With every link followed, so that none leads out of what the site file lists.
    private Path hostFolder(VolumeId volume, String path) throws IOException {
        if (!Files.isDirectory(Path.of(path))) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "volume %s: there is no folder \"%s\" on this machine; make it, or name another one"
                            .formatted(volume, Names.printable(path)));
        }
        var real = Path.of(path).toRealPath();
        for (var listed : hostFolders) {
            if (Files.isDirectory(listed) && real.startsWith(listed.toRealPath())) {
                return real;
            }
        }
        throw new TomboloException(
                ErrorCode.FORBIDDEN,
                "volume %s: \"%s\" is not below a folder that `host-folders` of the site file lists"
                        .formatted(volume, Names.printable(path)));
    }

    AgentAnswer.VolumeSize measure(VolumeId volume) throws IOException {
        var counted = new Counting();
        if (Files.isDirectory(folder(volume))) {
            Files.walkFileTree(folder(volume), counted);
        }
        return new AgentAnswer.VolumeSize(
                counted.bytes, counted.files, use(volume).map(SizedFolders.Use::limit));
    }

    private static final class Counting extends SimpleFileVisitor<Path> {
        private long bytes;
        private long files;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            files++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // deleted meanwhile, or nobody's business
        }
    }

    /// A piece of a file: beside its place until the last one has come.
    void write(
            VolumeId volume,
            String path,
            String upload,
            long offset,
            byte[] bytes,
            Optional<AgentRequest.LastPiece> last)
            throws IOException {
        if (!Names.isWord(upload)) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "an upload's id: expected letters and digits");
        }
        make(volume, Provision.PLAIN);
        TreePath.fault(path).ifPresent(_ -> {
            throw leaves(volume, path);
        });
        var target = Places.below(folder(volume), path);
        try (var folder = open(volume, Objects.requireNonNull(target.getParent()))) {
            new Arriving(
                            kernel.files(),
                            FileRights.ours(),
                            folder,
                            String.valueOf(target.getFileName()),
                            upload,
                            "volume %s, \"%s\"".formatted(volume, Names.printable(path)))
                    .take(offset, bytes, last);
        } catch (IOException e) {
            var said = String.valueOf(Places.failed(e).getMessage());
            if (said.contains(Places.FULL)) {
                throw new TomboloException(ErrorCode.SITE_FAILED, told(volume, said), e);
            }
            throw e;
        }
    }

    /// What was found in a volume: a link that came into its path since then is not followed.
    private Opened open(VolumeId volume, Path place) throws IOException {
        var folder = folder(volume);
        var root = place.startsWith(folder) ? folder : folder.toRealPath();
        try (var open = kernel.files().place(root.toString())) {
            var path = root.relativize(place).toString();
            return kernel.files().beneath(open, path.isEmpty() ? "." : path);
        } catch (FileSystemLoopException e) {
            throw new NoSuchFileException(place.toString());
        }
    }

    Optional<AgentAnswer.Entry> list(VolumeId volume, String path) {
        try (var open = open(volume, inside(volume, path))) {
            var place = open.path();
            if (!Files.isDirectory(place)) {
                return Optional.of(
                        new AgentAnswer.Entry(false, Files.size(place), Files.isExecutable(place), List.of()));
            }
            try (var entries = Files.list(place.resolve("."))) {
                var names = entries.map(each -> each.getFileName() + (isFolder(each) ? "/" : ""))
                        .sorted()
                        .toList();
                return Optional.of(new AgentAnswer.Entry(true, 0, false, names));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(volume, path, e);
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    byte[] read(VolumeId volume, String path, long offset, int max) {
        try (var open = open(volume, inside(volume, path));
                var file = Files.newByteChannel(regular(volume, path, open), StandardOpenOption.READ)) {
            file.position(offset);
            var bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(max, file.size() - offset)));
            boolean more = true;
            while (more && bytes.hasRemaining()) {
                more = file.read(bytes) >= 0;
            }
            return java.util.Arrays.copyOf(bytes.array(), bytes.position());
        } catch (NoSuchFileException e) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "volume %s: no file \"%s\"".formatted(volume, Names.printable(path)), e);
        } catch (IOException e) {
            throw failed(volume, path, e);
        }
    }

    /// Neither a folder nor a pipe, which never ends.
    private static Path regular(VolumeId volume, String path, Opened open) {
        if (!Files.isRegularFile(open.path())) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "volume %s: \"%s\" is no file".formatted(volume, Names.printable(path)));
        }
        return open.path();
    }

    void remove(VolumeId volume) {
        try {
            if (isOurs(own(volume))) {
                sized.delete(folder(volume));
            }
            Files.deleteIfExists(own(volume));
            var parent = own(volume).getParent();
            if (parent != null && volume instanceof VolumeId.OfRun) {
                Trees.deleteIfEmpty(parent);
            }
        } catch (IOException e) {
            throw failed(volume, "", e);
        }
    }

    private static boolean isOurs(Path own) throws IOException {
        return !Files.isSymbolicLink(own) || !Files.readSymbolicLink(own).endsWith(NOT_OURS);
    }

    /// The place that the path means, every link followed. Outside of the volume is refused.
    Path inside(VolumeId volume, String path) throws IOException {
        var root = folder(volume);
        var relative = Path.of(path.replaceFirst("^/+", "")).normalize();
        if (relative.isAbsolute() || relative.startsWith("..")) {
            throw leaves(volume, path);
        }
        var place = root.resolve(relative).toRealPath();
        if (!place.startsWith(root.toRealPath())) {
            throw leaves(volume, path);
        }
        return place;
    }

    private static TomboloException leaves(VolumeId volume, String path) {
        return new TomboloException(
                ErrorCode.BAD_INPUT,
                "volume %s: the path \"%s\" leaves it; name something inside".formatted(volume, Names.printable(path)));
    }

    private static TomboloException failed(VolumeId volume, String path, IOException e) {
        return new TomboloException(
                ErrorCode.SITE_FAILED,
                "volume %s, \"%s\": %s".formatted(volume, Names.printable(path), e.getMessage()),
                e);
    }
}
