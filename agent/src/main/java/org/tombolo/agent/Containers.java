package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.agent.files.Trees;
import org.tombolo.agent.image.Furnished;
import org.tombolo.agent.image.Image;
import org.tombolo.agent.image.Images;
import org.tombolo.agent.image.Pull;
import org.tombolo.agent.image.Wish;
import org.tombolo.launch.Container;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentAnswer;

/// Makes orders with an image ready: which bytes the reference means for the run, the image itself, the launch text.
final class Containers {
    private static final Duration TELL = Duration.ofMillis(500);

    private final HomeFolder home;
    private final Images images;
    private final Runtimes runtimes;
    private final LaunchPlans plans;
    private final Vault vault;
    private final LaunchPlan.Ids us;
    private final Board board;
    private final StageLog stages;
    /// Whether others run them.
    private final boolean elsewhere;
    /// What a run means by a reference, the same for all of its jobs.
    private final Map<Named, Digest> pins = new ConcurrentHashMap<>();
    private final Map<Named, Naming> naming = new ConcurrentHashMap<>();

    private record Named(RunId run, String uri) {}

    /// Who finds out what a run means by a reference, and whoever waits for it.
    private static final class Naming {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Pull first;
    }

    Containers(
            HomeFolder home,
            Images images,
            Runtimes runtimes,
            LaunchPlans plans,
            Vault vault,
            LaunchPlan.Ids us,
            Board board,
            StageLog stages,
            boolean elsewhere) {
        this.elsewhere = elsewhere;
        this.home = home;
        this.images = images;
        this.runtimes = runtimes;
        this.plans = plans;
        this.vault = vault;
        this.us = us;
        this.board = board;
        this.stages = stages;
    }

    /// May be done again. Blocks while the image is fetched, and tells how far it is.
    ///
    /// @param entries of the order
    void prepare(Order order, List<Entry> entries, WorkSpec work, ImageSpec image)
            throws IOException, InterruptedException {
        var pull = new Pull(what -> stages.say(order, what));
        var telling = Thread.ofVirtual().start(() -> Loop.forever(TELL, () -> tell(entries, pull)));
        try {
            prepare(order, entries, work, image, pull);
        } catch (TomboloException e) {
            pull.say(String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?"));
            throw e;
        } finally {
            telling.interrupt();
        }
    }

    private void tell(List<Entry> entries, Pull pull) {
        var now = Optional.of(pull.progress());
        board.move(entries, each -> {
            if (each.phase == Entry.Phase.STAGING && each.image.isEmpty()) {
                each.progress = now;
            }
        });
    }

    private void prepare(Order order, List<Entry> entries, WorkSpec work, ImageSpec image, Pull pull)
            throws IOException, InterruptedException {
        var chosen = elsewhere ? Optional.<Runtimes.Chosen>empty() : Optional.of(runtimes.choose());
        var found = fetch(order, image, pull);
        board.move(entries, each -> {
            each.image = found.digest();
            each.progress = Optional.empty();
        });
        var layer = home.skeleton(order.number());
        var fresh = layer.resolveSibling("root.new");
        Trees.delete(fresh);
        Files.createDirectories(fresh);
        var furnished = Furnished.of(
                found,
                fresh,
                us,
                System.getProperty("user.name"),
                work.cwd(),
                plans.placed(order, work),
                plans.names(order),
                LaunchPlans.resolver(order));
        Trees.delete(layer);
        Files.move(fresh, layer, StandardCopyOption.ATOMIC_MOVE);
        var kept = furnished.isScripted()
                ? Optional.of(LaunchPlans.ownNames(order, work))
                : Optional.<List<String>>empty();
        if (chosen.isEmpty()) {
            plans.writePrepared(
                    order,
                    new AgentAnswer.PreparedImage(
                            found.root().startsWith(home.root())
                                    ? home.root().relativize(found.root()).toString()
                                    : found.root().toString(),
                            furnished.as().user(),
                            furnished.as().group(),
                            argv(image, work, found),
                            kept,
                            furnished.folder(),
                            furnished.env()),
                    furnished.placed());
            return;
        }
        var container = new Container(
                chosen.get().runtime(),
                chosen.get().program(),
                chosen.get().engine(),
                home.root().relativize(found.root()).toString(),
                chosen.get().layer(),
                furnished.as(),
                argv(image, work, found),
                kept);
        plans.writeContained(order, work, container, furnished);
        pull.say("%s runs it".formatted(chosen.get().runtime().word()));
    }

    private Image fetch(Order order, ImageSpec image, Pull pull) throws IOException, InterruptedException {
        var uri = image.uri().uri();
        var reference = ImageReference.parse(uri)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT, "image \"%s\": expected %s".formatted(uri, ImageReference.EXPECTED)));
        var named = new Named(order.work().job().run(), uri);
        var pinned = pinned(order).or(() -> order.work().image());
        var one = naming.computeIfAbsent(named, _ -> new Naming());
        pull.waitsFor(one.first);
        one.lock.lockInterruptibly();
        try {
            pull.waitsFor(null);
            one.first = pull;
            var meant = pinned.or(() -> Optional.ofNullable(pins.get(named)));
            var secrets = ImageSecrets.of(image.uri(), reference, vault.of(order));
            var wish = Wish.of(image.uri(), named.run(), meant, owner(order, secrets.login()))
                    .opened(secrets.decryption());
            var found = images.fetch(reference, wish, secrets.credentials(), pull);
            if (found.digest().isPresent()) {
                pins.put(named, found.digest().get());
                write(order, found.digest().get());
            }
            return found;
        } finally {
            one.first = null;
            one.lock.unlock();
        }
    }

    /// Whose answers are whose: those that a secret opened are for whoever has the secret.
    private static List<String> owner(Order order, Optional<SecretRef> login) {
        return login.map(secret -> List.of(
                        order.work().project().value(),
                        order.work().user().value(),
                        secret.scope().name(),
                        secret.name()))
                .orElse(List.of());
    }

    private Path pin(Order order) {
        return home.order(order.number()).resolve("image");
    }

    /// What an order's image turned out to be before.
    Optional<Digest> pinned(Order order) throws IOException {
        return Files.exists(pin(order))
                ? Optional.of(new Digest(Files.readString(pin(order)).strip()))
                : Optional.empty();
    }

    private void write(Order order, Digest digest) throws IOException {
        var fresh = pin(order).resolveSibling("image.new");
        Files.writeString(fresh, digest + "\n", StandardCharsets.US_ASCII);
        Files.move(fresh, pin(order), StandardCopyOption.ATOMIC_MOVE);
    }

    private static java.util.List<String> argv(ImageSpec image, WorkSpec work, Image found) {
        if (!(work.program() instanceof Program.ImageDefault)) {
            return java.util.List.of();
        }
        var argv = new java.util.ArrayList<>(found.config().entrypoint());
        argv.addAll(work.args().isEmpty() ? found.config().command() : work.args());
        if (argv.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s starts nothing by itself: write `script` or `command`"
                            .formatted(image.uri().uri()));
        }
        return argv;
    }

    /// Nothing of the run is left here.
    void forget(RunId run) {
        pins.keySet().removeIf(each -> each.run().equals(run));
        naming.keySet().removeIf(each -> each.run().equals(run));
    }
}
