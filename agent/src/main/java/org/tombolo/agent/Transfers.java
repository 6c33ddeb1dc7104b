package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.agent.transfer.Login;
import org.tombolo.agent.transfer.Meter;
import org.tombolo.agent.transfer.Places;
import org.tombolo.agent.transfer.Remotes;
import org.tombolo.agent.transfer.Trip;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.secret.SecretUses;
import org.tombolo.model.spec.Again;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Progress;
import org.tombolo.model.work.Usage;
import org.tombolo.wire.agent.AttemptStatus.State;

/// Moves files into and out of volumes, without a process. Each file appears whole under its name or not at all, so
/// that
/// a transfer may be done again. What comes from a volume may be a trap: links are followed only inside it.
final class Transfers {
    private static final Duration TELL = Duration.ofMillis(500);

    private final Volumes volumes;
    private final LaunchPlans plans;
    private final List<Path> egressRoots;
    private final Board board;
    private final Endings endings;
    private final Remotes remotes;
    private final Vault vault;
    private final StageLog stages;
    private final Clock clock;

    Transfers(
            Volumes volumes,
            LaunchPlans plans,
            List<Path> egressRoots,
            Board board,
            Endings endings,
            Remotes remotes,
            Vault vault,
            StageLog stages,
            Clock clock) {
        this.volumes = volumes;
        this.plans = plans;
        this.egressRoots = egressRoots;
        this.board = board;
        this.endings = endings;
        this.remotes = remotes;
        this.vault = vault;
        this.stages = stages;
        this.clock = clock;
    }

    /// To its end. Called on a thread of its own; an interrupt leaves it to the agent that comes next.
    ///
    /// @return whether it has ended
    boolean run(Entry entry, StagingSpec staging) {
        var began = clock.instant();
        board.move(entry, each -> {
            if (each.phase.compareTo(Entry.Phase.RUNNING) < 0) {
                each.phase = Entry.Phase.RUNNING;
                each.state = new State.Running(began, true);
            }
        });
        var meter = new Meter();
        var telling = Thread.ofVirtual().start(() -> Loop.forever(TELL, () -> tell(entry, meter)));
        try {
            var cause = cause(entry, staging, meter);
            var usage = Usage.moved(meter.moved());
            endings.done(entry, new State.Ended(Optional.of(began), clock.instant(), cause, usage));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            telling.interrupt();
        }
    }

    private void tell(Entry entry, Meter meter) {
        var now = Optional.of(
                new Progress(Progress.Step.MOVES, meter.moved(), Math.max(meter.moved(), meter.expected())));
        if (meter.moved() > 0 && !now.equals(entry.progress)) {
            board.move(entry, each -> each.progress = now);
        }
    }

    private Cause cause(Entry entry, StagingSpec staging, Meter meter) throws InterruptedException {
        try {
            for (var transfer : staging.transfers()) {
                moveAndSay(entry, staging, transfer, meter);
            }
            return new Cause.Exit(0);
        } catch (NoSuchFileException e) {
            return new Cause.StagingFailed("no such file: " + e.getMessage());
        } catch (IOException | TomboloException e) {
            if (Thread.currentThread().isInterrupted() && entry.stopped == null) {
                throw new InterruptedException();
            }
            return entry.stopped != null
                    ? new Cause.Stopped(entry.stopped)
                    : new Cause.StagingFailed(volumes.told(plans.volume(entry.order, staging.volume()), text(e)));
        }
    }

    private static String text(Exception e) {
        return e instanceof IOException ours && !(e instanceof NoSuchFileException)
                ? String.valueOf(Places.failed(ours).getMessage())
                : String.valueOf(e.getMessage());
    }

    private void moveAndSay(Entry entry, StagingSpec staging, TransferSpec transfer, Meter meter)
            throws IOException, InterruptedException {
        var what = "%s to %s"
                .formatted(
                        Names.printable(transfer.source().uri()),
                        Names.printable(transfer.destination().uri()));
        long before = meter.moved();
        var began = clock.instant();
        stages.say(entry.order, what + " begins");
        try {
            move(entry, staging, transfer, meter);
        } catch (IOException | TomboloException e) {
            stages.say(entry.order, "%s failed: %s".formatted(what, Names.printable(text(e))));
            throw e;
        }
        stages.say(
                entry.order,
                "%s: %d bytes in %d ms"
                        .formatted(
                                what,
                                meter.moved() - before,
                                Duration.between(began, clock.instant()).toMillis()));
    }

    private void move(Entry entry, StagingSpec staging, TransferSpec transfer, Meter meter)
            throws IOException, InterruptedException {
        var volume = plans.volume(entry.order, staging.volume());
        var trip = new Trip(entry.label, meter, () -> entry.stopped != null, transfer.timeout());
        switch (staging.direction()) {
            case IN -> {
                var earlier = Again.source(transfer);
                if (earlier.isPresent()) {
                    new KeptVolume(volumes.folder(earlier.get()), volumes.folder(volume), trip).copy();
                } else if (isFile(transfer.source().uri())) {
                    bring(entry, staging, transfer, volume, trip);
                } else {
                    remotes.in(
                            transfer.source(),
                            login(entry, transfer.source()),
                            owner(entry, transfer.source()),
                            volumes.folder(volume),
                            path(transfer.destination().uri()),
                            trip);
                }
            }
            case OUT -> {
                var source = volumes.inside(volume, path(transfer.source().uri()));
                if (isFile(transfer.destination().uri())) {
                    copy(
                            volumes.folder(volume),
                            source,
                            egress(transfer.destination().uri()),
                            trip);
                } else {
                    remotes.out(
                            volumes.folder(volume),
                            source,
                            transfer.destination(),
                            login(entry, transfer.destination()),
                            trip);
                }
            }
        }
    }

    private void bring(Entry entry, StagingSpec staging, TransferSpec transfer, VolumeId volume, Trip trip)
            throws IOException {
        var name = path(transfer.source().uri());
        var target =
                Places.below(volumes.folder(volume), path(transfer.destination().uri()));
        var text = staging.inline().get(name);
        if (text != null) {
            write(text, target, entry);
        } else {
            var tree = plans.upload(entry.order);
            copy(tree, inside(tree, name), target, trip);
        }
    }

    /// What opens the place.
    private Login login(Entry entry, UriSpec uri) {
        var opening = opening(entry, uri);
        if (opening.isEmpty()) {
            return new Login.None();
        }
        var name = opening.get().name();
        return vault.of(entry.order)
                .find(opening.get())
                .map(value -> Login.of(value, name))
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: the value of the secret \"%s\" did not come with it; set it (tombolo secrets set) and run it again"
                                .formatted(entry.order.work().job(), name)));
    }

    /// `secret`, or the first of `secrets` that opens addresses of this kind.
    private Optional<SecretRef> opening(Entry entry, UriSpec uri) {
        if (uri.secret().isPresent() || uri.secrets().isEmpty()) {
            return uri.secret();
        }
        var fitting = SecretUses.opening(uri.uri());
        var values = vault.of(entry.order);
        return Optional.of(uri.secrets().values().stream()
                .filter(ref -> values.find(ref)
                        .filter(value -> fitting.contains(value.type()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: expected a secret of type %s among `secrets` of %s, found none"
                                .formatted(
                                        entry.order.work().job(),
                                        fitting.stream()
                                                .map(type -> type.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(" or ")),
                                        uri.uri()))));
    }

    /// Who may use what the cache has of it: what a secret opened, whoever has the secret.
    private List<String> owner(Entry entry, UriSpec uri) {
        return opening(entry, uri)
                .map(secret -> List.of(
                        entry.order.work().project().value(),
                        entry.order.work().user().value(),
                        secret.scope().name(),
                        secret.name()))
                .orElse(List.of());
    }

    private static boolean isFile(String uri) {
        return uri.startsWith("file://");
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
            throw Places.leaves(path);
        }
        return place;
    }

    private Path egress(String uri) throws IOException {
        var path = path(uri);
        var place = Path.of(path).normalize();
        for (var root : egressRoots) {
            if (place.isAbsolute() && place.startsWith(root) && !place.equals(root)) {
                Files.createDirectories(root);
                return Places.below(root, root.relativize(place).toString());
            }
        }
        throw new TomboloException(
                ErrorCode.FORBIDDEN,
                "\"%s\": results may be copied below %s only; name a folder there, or add its parent to `egress-roots` in the site file"
                        .formatted(Names.printable(uri), egressRoots));
    }

    /// A file, or a folder with all that is in it.
    private void copy(Path root, Path source, Path target, Trip trip) throws IOException {
        trip.check();
        if (!Files.isDirectory(source)) {
            copyFile(source, target, trip);
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
        }
        try (var entries = Files.newDirectoryStream(source)) {
            for (var each : entries) {
                var real = each.toRealPath();
                if (!real.startsWith(root.toRealPath()) || (Files.isSymbolicLink(each) && Files.isDirectory(real))) {
                    throw Places.leaves(root.relativize(each).toString());
                }
                copy(root, each, target.resolve(String.valueOf(each.getFileName())), trip);
            }
        }
    }

    private static void write(String text, Path target, Entry entry) throws IOException {
        var fresh = Places.fresh(target, entry.label);
        try {
            Files.writeString(fresh, text);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void copyFile(Path source, Path target, Trip trip) throws IOException {
        var fresh = Places.fresh(target, trip.label());
        try (var in = Files.newInputStream(source);
                var out = Files.newOutputStream(fresh)) {
            var buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                trip.moved(n);
                trip.check();
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
