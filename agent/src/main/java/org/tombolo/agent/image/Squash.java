package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Unpacks a squashfs by `unsquashfs`, as nobody special: all belongs to us, and device nodes are left out.
final class Squash {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> AS_NOBODY =
            List.of("unshare", "--user", "--map-user=65534", "--map-group=65534", "--");
    /// Of devices: the only thing that may be left out.
    private static final Predicate<String> IS_FORGIVEN = line -> line.isBlank()
            || (line.startsWith("create_inode: could not create") && line.contains("because you're not superuser"));
    private static final int OURS = 0700;

    private Squash() {}

    /// @param place  names it in messages
    /// @param target an empty folder
    static void unpack(Path file, long offset, Path target, String place) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(AS_NOBODY);
        command.addAll(List.of("unsquashfs", "-quiet", "-no-progress", "-no-xattrs", "-force"));
        command.addAll(List.of("-offset", Long.toString(offset), "-dest", target.toString(), file.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(Path.of("/dev/null").toFile());
        var process = builder.start();
        try {
            var said = new String(process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            int status = process.waitFor();
            if (status == 127) {
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED,
                        "%s: a SIF file is unpacked by unsquashfs, which is not on this machine: install squashfs-tools"
                                .formatted(place));
            }
            boolean isWhole = status == 0 || (status == 2 && said.lines().allMatch(IS_FORGIVEN));
            if (!isWhole) {
                throw new TomboloException(
                        ErrorCode.CORRUPT,
                        "%s: unsquashfs ended with %d: %s"
                                .formatted(
                                        place,
                                        status,
                                        said.lines()
                                                .filter(IS_FORGIVEN.negate())
                                                .findFirst()
                                                .orElse("")));
            }
        } finally {
            process.destroyForcibly();
        }
        Files.walkFileTree(target, new Opening());
    }

    /// So that we can lay something over a folder, and delete it one day.
    private static final class Opening extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (!InRoot.isFolder(file)) {
                throw failure;
            }
            open(file);
            Files.walkFileTree(file, new Opening());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            open(folder);
            return FileVisitResult.CONTINUE;
        }

        private static void open(Path folder) throws IOException {
            int mode = (int) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & OURS) != OURS) {
                Files.setAttribute(folder, "unix:mode", (mode & 07777) | OURS);
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return FileVisitResult.CONTINUE;
        }
    }
}
