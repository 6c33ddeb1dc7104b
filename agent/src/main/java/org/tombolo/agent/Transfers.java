package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;
import org.tombolo.wire.agent.AttemptStatus.State;

/// Moves files into and out of volumes, without a process. Each file appears whole under its name or not at all, so
/// that
/// a transfer may be done again. What comes from a volume may be a trap: links are followed only inside it.
final class Transfers {
    private final Volumes volumes;
    private final LaunchPlans plans;
    private final List<Path> egressRoots;
    private final Board board;
    private final Endings endings;
    private final Clock clock;

    Transfers(Volumes volumes, LaunchPlans plans, List<Path> egressRoots, Board board, Endings endings, Clock clock) {
        this.volumes = volumes;
        this.plans = plans;
        this.egressRoots = egressRoots;
        this.board = board;
        this.endings = endings;
        this.clock = clock;
    }

    /// To its end. Called on a thread of its own.
    void run(Entry entry, StagingSpec staging) {
        var began = clock.instant();
        board.move(entry, each -> {
            if (each.phase.compareTo(Entry.Phase.RUNNING) < 0) {
                each.phase = Entry.Phase.RUNNING;
                each.state = new State.Running(began, true);
            }
        });
        var cause = cause(entry, staging);
        endings.done(entry, new State.Ended(Optional.of(began), clock.instant(), cause, Usage.UNKNOWN));
    }

    private Cause cause(Entry entry, StagingSpec staging) {
        try {
            for (var transfer : staging.transfers()) {
                move(entry, staging, transfer);
            }
            return new Cause.Exit(0);
        } catch (IOException | TomboloException e) {
            return entry.stopped != null
                    ? new Cause.Stopped(entry.stopped)
                    : new Cause.StagingFailed(
                            e instanceof NoSuchFileException ? "no such file: " + e.getMessage() : text(e));
        }
    }

    private static String text(Exception e) {
        return e instanceof TomboloException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private void move(Entry entry, StagingSpec staging, TransferSpec transfer) throws IOException {
        var volume = plans.volume(entry.order, staging.volume());
        var limit = transfer.timeout()
                .map(timeout -> new Limit(entry, clock.instant().plus(timeout), timeout))
                .orElseGet(() -> new Limit(entry, Instant.MAX, Duration.ZERO));
        switch (staging.direction()) {
            case IN -> {
                var name = path(transfer.source().uri());
                var target = below(
                        volumes.folder(volume), path(transfer.destination().uri()));
                var text = staging.inline().get(name);
                if (text != null) {
                    write(text, target, limit);
                } else {
                    var tree = plans.upload(entry.order);
                    copy(tree, inside(tree, name), target, limit);
                }
            }
            case OUT -> {
                var source = volumes.inside(volume, path(transfer.source().uri()));
                copy(
                        volumes.folder(volume),
                        source,
                        egress(transfer.destination().uri()),
                        limit);
            }
        }
    }

    /// When to give up.
    private record Limit(Entry entry, Instant end, Duration timeout) {
        void check(Clock clock) {
            if (entry.stopped != null) {
                throw new TomboloException(ErrorCode.CONFLICT, "stopped");
            }
            if (clock.instant().isAfter(end)) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "it took longer than its timeout of %d s".formatted(timeout.toSeconds()));
            }
        }
    }

    private static String path(String uri) {
        if (!uri.startsWith("file://")) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "\"%s\": this site moves files by file:// only".formatted(Names.printable(uri)));
        }
        return uri.substring("file://".length());
    }

    private static Path inside(Path root, String path) throws IOException {
        var place = root.resolve(path.replaceFirst("^/+", "")).normalize().toRealPath();
        if (!place.startsWith(root.toRealPath())) {
            throw leaves(path);
        }
        return place;
    }

    /// Where a file is to be written: every folder on the way is a real one, or made.
    private static Path below(Path root, String path) throws IOException {
        var place = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!place.startsWith(root) || place.equals(root)) {
            throw leaves(path);
        }
        var folder = root;
        for (var name : root.relativize(place)) {
            if (!folder.equals(root) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "\"%s\": %s is a link or a file, not a folder".formatted(Names.printable(path), folder));
                }
                Files.createDirectory(folder);
            }
            folder = folder.resolve(name);
        }
        return place;
    }

    private Path egress(String uri) throws IOException {
        var path = path(uri);
        var place = Path.of(path).normalize();
        for (var root : egressRoots) {
            if (place.isAbsolute() && place.startsWith(root) && !place.equals(root)) {
                Files.createDirectories(root);
                return below(root, root.relativize(place).toString());
            }
        }
        throw new TomboloException(
                ErrorCode.FORBIDDEN,
                "\"%s\": results may be copied below %s only; name a folder there, or add its parent to `egress-roots` in the site file"
                        .formatted(Names.printable(uri), egressRoots));
    }

    private static TomboloException leaves(String path) {
        return new TomboloException(
                ErrorCode.BAD_INPUT, "the path \"%s\" leaves its folder".formatted(Names.printable(path)));
    }

    /// A file, or a folder with all that is in it.
    private void copy(Path root, Path source, Path target, Limit limit) throws IOException {
        limit.check(clock);
        if (!Files.isDirectory(source)) {
            copyFile(source, target, limit);
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
        }
        try (var entries = Files.newDirectoryStream(source)) {
            for (var each : entries) {
                var real = each.toRealPath();
                if (!real.startsWith(root.toRealPath()) || (Files.isSymbolicLink(each) && Files.isDirectory(real))) {
                    throw leaves(root.relativize(each).toString());
                }
                copy(root, each, target.resolve(String.valueOf(each.getFileName())), limit);
            }
        }
    }

    private static void write(String text, Path target, Limit limit) throws IOException {
        var fresh = fresh(target, limit);
        try {
            Files.writeString(fresh, text);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Where a file is written before it has its name.
    private static Path fresh(Path target, Limit limit) {
        return target.resolveSibling(".tombolo-" + limit.entry().label + ".part");
    }

    private void copyFile(Path source, Path target, Limit limit) throws IOException {
        var fresh = fresh(target, limit);
        try (var in = Files.newInputStream(source);
                var out = Files.newOutputStream(fresh)) {
            var buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                limit.check(clock);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        if (Files.isExecutable(source)) {
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(source));
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
