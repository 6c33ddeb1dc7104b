package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.wire.agent.AgentAnswer;

/// Volumes as folders. A path in a volume never leaves it, through links neither.
final class Volumes {
    private final HomeFolder home;

    Volumes(HomeFolder home) {
        this.home = home;
    }

    Path folder(VolumeId volume) {
        return switch (volume) {
            case VolumeId.OfRun(var run, var name) ->
                home.volumes().resolve("runs").resolve(run.value()).resolve(name);
            case VolumeId.OfProject(var project, var name) ->
                home.volumes().resolve("projects").resolve(project.value()).resolve(name);
        };
    }

    void make(VolumeId volume) throws IOException {
        Files.createDirectories(folder(volume));
    }

    Optional<AgentAnswer.Entry> list(VolumeId volume, String path) {
        try {
            var place = inside(volume, path);
            if (!Files.isDirectory(place)) {
                return Optional.of(new AgentAnswer.Entry(
                        false, Files.size(place), Files.isExecutable(place), java.util.List.of()));
            }
            try (var entries = Files.list(place)) {
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
        try (var file = Files.newByteChannel(inside(volume, path), StandardOpenOption.READ)) {
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

    void remove(VolumeId volume) {
        try {
            Trees.delete(folder(volume));
            var parent = folder(volume).getParent();
            if (parent != null && volume instanceof VolumeId.OfRun) {
                Trees.deleteIfEmpty(parent);
            }
        } catch (IOException e) {
            throw failed(volume, "", e);
        }
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
