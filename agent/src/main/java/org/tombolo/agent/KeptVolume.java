package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.tombolo.agent.files.Trees;
import org.tombolo.agent.transfer.Places;
import org.tombolo.agent.transfer.Trip;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The volume of an earlier run, copied as it is into a fresh one: links stay links, followed by nobody. May be done
/// again. The file system shares the bytes of both where it can.
record KeptVolume(Path source, Path target, Trip trip) {
    void copy() throws IOException {
        if (!Files.isDirectory(source)) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "the results of the earlier run are gone; \"tombolo rerun RUN --all\" keeps nothing");
        }
        Files.walkFileTree(source, new Copying());
    }

    private final class Copying extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            trip.check();
            var to = there(folder);
            if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            trip.check();
            if (attributes.isOther()) {
                return FileVisitResult.CONTINUE; // a pipe or a socket: whoever had it has ended
            }
            var to = there(file);
            var fresh = Places.fresh(to, trip.label());
            try {
                Files.deleteIfExists(fresh);
                Files.copy(file, fresh, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            if (attributes.isRegularFile()) {
                trip.moved(attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!folder.equals(source)) {
                Trees.imitate(folder, there(folder));
            }
            return FileVisitResult.CONTINUE;
        }

        private Path there(Path place) {
            return target.resolve(source.relativize(place).toString());
        }
    }
}
