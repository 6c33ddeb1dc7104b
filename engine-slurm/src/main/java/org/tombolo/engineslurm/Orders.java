package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Shape;
import org.tombolo.launch.Allocation;
import org.tombolo.launch.InJobEvent;
import org.tombolo.launch.InJobScript;
import org.tombolo.launch.LaunchText;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentAnswer;

/// Orders in the shared folder: written before they are submitted, so that whoever comes after a crash knows what may
/// be at the site.
final class Orders {
    private static final String SUBMITTING = "submitting";

    private final SharedFolder folder;
    private final Path opened;
    private final SlurmSettings settings;
    private final Cluster cluster;
    private final SecretFiles secrets;

    /// @param home what the factory keeps of the site on its own disk
    Orders(SlurmSettings settings, Path home, SecretFiles secrets, Cluster cluster) {
        this.cluster = cluster;
        this.secrets = secrets;
        this.settings = settings;
        this.folder = settings.folder();
        this.opened = home.resolve("opened");
    }

    /// A folder that was there once and is not now is a file system that is not mounted: nothing is known of it.
    void requireThere() {
        if (Files.exists(opened) && !Files.exists(folder.factory())) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE,
                    "%s is not there, and was: is the cluster's file system mounted on this machine?"
                            .formatted(folder.here()));
        }
    }

    /// Makes the folder ready, for this factory alone.
    void open(FactoryId factory) {
        io(() -> {
            Files.createDirectories(opened.getParent());
            if (!Files.exists(opened)) {
                Files.createFile(opened); // first: what is submitted from here on is known to be there
            }
            for (var each :
                    List.of(folder.programs(), folder.orders(), folder.claims(), folder.logs(), folder.events())) {
                Files.createDirectories(
                        each, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.exists(folder.factory())) {
                write(folder.factory(), factory.value() + "\n");
            }
            var owner = owner().orElseThrow();
            if (!owner.equals(factory)) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "%s belongs to factory %s, and this is %s: give each factory a folder of its own in the site file"
                                .formatted(folder.here(), owner, factory));
            }
            return owner;
        });
    }

    /// Whose folder it is; empty while it was never used.
    Optional<FactoryId> owner() {
        return io(() -> Files.exists(folder.factory())
                ? Optional.of(new FactoryId(Files.readString(folder.factory()).strip()))
                : Optional.empty());
    }

    /// The order, on the disk and not yet at the site.
    Order write(Batch batch, List<Batch.Member> members) {
        var shape = batch.shape();
        var work = WorkSpec.of(shape.node()).orElseThrow();
        var first = members.getFirst().attempt().label(shape.factory());
        boolean array = Options.isArray(shape.node());
        int elements = array ? cluster.elements() : 0;
        boolean asTheyAre =
                members.stream().allMatch(member -> member.attempt().task().index() < elements);
        var entries = new ArrayList<Order.Member>();
        for (var member : members) {
            int element = asTheyAre ? member.attempt().task().index() : entries.size();
            entries.add(
                    new Order.Member(array ? element : 0, member.attempt().label(shape.factory()), member.attempt()));
        }
        var name = first + "." + UUID.randomUUID().toString().substring(0, 8);
        boolean prepares = Preparing.isNeeded(work);
        var order = new Order(name, first, array, entries, Optional.empty(), prepares);
        io(() -> {
            var fresh = folder.orders().resolve(".new-" + name);
            Files.createDirectories(fresh);
            secrets.keep(name, work, batch.secrets());
            var lines = new StringBuilder();
            var ids = new StringBuilder();
            for (var member : entries) {
                lines.append("%d %s %d%n".formatted(member.element(), member.label(), member.index()));
                ids.append(member.attempt()).append('\n');
            }
            if (array) {
                Files.createFile(fresh.resolve("array"));
            }
            Files.writeString(fresh.resolve("members"), lines);
            Files.writeString(fresh.resolve("attempts"), ids);
            if (shape.node().policy().timeout().isPresent()) {
                var limit = shape.node().policy().timeout().get();
                Files.writeString(fresh.resolve("timeout"), limit.toSeconds() + "\n");
            }
            if (shape.node() instanceof ServiceSpec service) {
                var text = ServiceText.of(
                        service, program("service", InJobScript.service()), program("inside", InJobScript.inside()));
                Files.writeString(fresh.resolve("service"), text);
            }
            if (prepares) {
                var grant = members.getFirst().grant();
                var words = Options.of(order, shape.node(), grant, cluster.limit(grant.host()), settings);
                Files.write(fresh.resolve(Pending.NAME), new Pending(shape, words).bytes());
            } else {
                Files.writeString(fresh.resolve("launch"), launch(shape, Optional.empty()));
            }
            if (!prepares && work.cwd().isPresent()) {
                Files.writeString(fresh.resolve("view"), "- -\n");
            }
            var parallel = MultinodeSpec.of(shape.node())
                    .filter(asked -> asked.nodes() > 1 || asked.implementation() == Implementation.GENERIC);
            if (parallel.isPresent()) {
                spread(parallel.get(), parallel.get().processes(shape.node()), fresh);
            }
            if (work.program() instanceof Program.Script(var text)) {
                writeProgram(fresh.resolve("script"), LaunchText.executable(text));
            }
            return Files.move(fresh, folder.order(name), StandardCopyOption.ATOMIC_MOVE);
        });
        return order;
    }

    private String launch(Shape shape, Optional<AgentAnswer.Prepared> prepared) throws IOException {
        return Launch.text(shape, settings, prepared);
    }

    /// What it was written down with.
    Pending pending(Order order) {
        return io(() -> Pending.read(folder.order(order.name()).resolve(Pending.NAME)));
    }

    /// What its attempts need is there.
    void prepared(Order order, Shape shape, AgentAnswer.Prepared prepared) {
        io(() -> {
            var own = folder.order(order.name());
            write(own.resolve("view"), folder.here().relativize(folder.data()) + " " + prepared.order() + "\n");
            write(own.resolve("launch"), launch(shape, Optional.of(prepared)));
            return own;
        });
    }

    /// From here on the scheduler may have it.
    void submitting(Order order) {
        io(() -> Files.createFile(folder.order(order.name()).resolve(SUBMITTING)));
    }

    boolean isSubmitting(Order order) {
        return Files.exists(folder.order(order.name()).resolve(SUBMITTING));
    }

    private void spread(MultinodeSpec asked, int processes, Path fresh) throws IOException {
        Files.writeString(fresh.resolve("nodes"), Allocation.text(asked, processes, settings.path()));
        if (asked.implementation() == Implementation.GENERIC) {
            writeProgram(fresh.resolve("remote"), Allocation.REMOTE);
        }
    }

    private static void writeProgram(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /// From here on it is certain that the site has it.
    Order submitted(Order order, String number) {
        io(() -> {
            var own = folder.order(order.name());
            write(own.resolve("job"), number + "\n");
            Files.deleteIfExists(own.resolve(Pending.NAME));
            Files.deleteIfExists(own.resolve(SUBMITTING));
            return number;
        });
        return order.with(number);
    }

    /// All that are on the disk.
    List<Order> read() {
        return io(() -> {
            var orders = new ArrayList<Order>();
            try (var names = Files.list(folder.orders())) {
                for (var each : names.sorted().toList()) {
                    if (!each.getFileName().toString().startsWith(".")) {
                        orders.add(read(each));
                    }
                }
            } catch (NoSuchFileException _) {
                return List.of(); // the folder was never used
            }
            return orders;
        });
    }

    private static Order read(Path order) throws IOException {
        var lines = Files.readAllLines(order.resolve("members"));
        var ids = Files.readAllLines(order.resolve("attempts"));
        var members = new ArrayList<Order.Member>();
        for (int i = 0; i < lines.size(); i++) {
            var words = lines.get(i).split(" ");
            members.add(new Order.Member(Integer.parseInt(words[0]), words[1], AttemptId.parse(ids.get(i))));
        }
        var job = order.resolve("job");
        var number = Files.exists(job) ? Optional.of(Files.readString(job).strip()) : Optional.<String>empty();
        var name = order.getFileName().toString();
        boolean array = Files.exists(order.resolve("array"));
        boolean prepares = number.isEmpty() && Files.exists(order.resolve(Pending.NAME));
        return new Order(name, members.getFirst().label(), array, List.copyOf(members), number, prepares);
    }

    /// What the workflow allows.
    Optional<Duration> timeout(Order order) {
        var file = folder.order(order.name()).resolve("timeout");
        return io(() -> Files.exists(file)
                ? Optional.of(
                        Duration.ofSeconds(Long.parseLong(Files.readString(file).strip())))
                : Optional.empty());
    }

    /// Where the copy runs that has made the claim.
    JobExec.Step step(Order.Member member) {
        var words =
                io(() -> Files.readString(folder.claim(member.label()))).strip().split(" ");
        return new JobExec.Step(words[0], words[1]);
    }

    /// Takes the attempt's claim, so that no copy of it can ever begin.
    ///
    /// @return false where one has begun
    boolean cancel(Order.Member member, Instant now) {
        return io(() -> {
            try {
                Files.writeString(folder.claim(member.label()), "cancelled\n", StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException _) {
                return false;
            }
            Files.writeString(
                    folder.events().resolve("factory"),
                    new InJobEvent.Cancelled(member.label(), now).line(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return true;
        });
    }

    /// No job that reads it later runs anything: it finds no members.
    void delete(Order order) {
        secrets.drop(order.name());
        io(() -> {
            var gone = folder.orders().resolve(".gone-" + order.name());
            try {
                Files.move(folder.order(order.name()), gone, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException _) {
                return gone;
            }
            try (var files = Files.list(gone)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(gone);
            return gone;
        });
    }

    /// The supervisor's form inside a job, as the nodes see it.
    String program() {
        return program("injob", InJobScript.text());
    }

    /// As the nodes see it.
    String program(String what, String text) {
        var name = what + "-" + digest(text) + ".sh";
        var file = folder.programs().resolve(name);
        io(() -> {
            if (!Files.exists(file)) {
                write(file, text);
            }
            return file;
        });
        return folder.there() + "/bin/" + name;
    }

    private static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    interface Io<T> {
        T run() throws IOException;
    }

    /// A file system that does not do as told is a site that cannot.
    static <T> T io(Io<T> what) {
        try {
            return what.run();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "the site's shared folder: %s".formatted(e), e);
        } catch (UncheckedIOException e) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED, "the site's shared folder: %s".formatted(e.getCause()), e);
        }
    }
}
