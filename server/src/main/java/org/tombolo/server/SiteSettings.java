package org.tombolo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.agent.AgentSettings;
import org.tombolo.agent.ContainerDevices;
import org.tombolo.agent.ContainerSettings;
import org.tombolo.enginehosts.HostsSettings;
import org.tombolo.engineslurm.SlurmSettings;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.work.PortRange;
import org.tombolo.model.work.Provisioner;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.form.Words;
import org.tombolo.workflow.yaml.Node;

/// What a site file `$TOMBOLO_HOME/sites/NAME.yaml` says. Without any file there is the site `local`: this machine.
///
/// @param lostAfter how long it must be silent before work that may be restarted is given up there
public record SiteSettings(SiteId id, Duration lostAfter, Driven by) {
    /// What drives it.
    public sealed interface Driven {
        /// Machines that run the agent.
        record Hosts(HostsSettings settings) implements Driven {}

        /// @param data for the agent of this machine that moves its data
        record Slurm(SlurmSettings settings, HostsSettings data) implements Driven {}
    }

    private static final Duration LOST_AFTER = Duration.ofMinutes(10);
    private static final String SUFFIX = ".yaml";
    private static final long MOST_BYTES = 1L << 60;

    private static final List<String> ENGINES = List.of("hosts", "slurm");

    private enum KeysFrom {
        SECRETS,
        ENVIRONMENT
    }

    private static final Form<Path> FOLDER = ScalarForm.text(
            "an absolute path", text -> text.startsWith("/") ? Optional.of(Path.of(text)) : Optional.empty());

    private static final Key<String> ENGINE = Key.required(
            "engine",
            ScalarForm.text("hosts or slurm", text -> Optional.of(text).filter(ENGINES::contains)),
            "what drives it: hosts, machines that run the agent; slurm, a Slurm cluster");
    private static final Key<String> HOST = Key.of("host", Scalars.WORD, "the machine's name (localhost)");
    private static final Key<String> ADDRESS =
            Key.of("address", Scalars.LINE, "where its ports are reached (127.0.0.1)");
    private static final Key<String> PATH = Key.of("path", Scalars.LINE, "the PATH of attempts");
    private static final Key<List<Integer>> CORES =
            Key.of("cores", NumberRanges.NUMBERS, "core numbers to give, such as 0-3; all when left out");
    private static final Key<Long> MEMORY =
            Key.of("memory", Amounts.bytes(MOST_BYTES), "what to give of it; all when left out");
    private static final Key<SequencedMap<String, List<Integer>>> DEVICES = Key.of(
            "devices",
            Lists.byName("KIND", Scalars.LINE, NumberRanges.NUMBERS),
            "device numbers by kind, beside those that are found");
    private static final Key<SequencedMap<String, String>> ANNOTATIONS = Key.of(
            "annotations",
            Lists.byName("NAME", Scalars.LINE, Scalars.TEXT),
            "what jobs may ask for under resource.annotations");
    private static final Key<PortRange> PORTS =
            Key.of("ports", NumberRanges.PORTS, "ports to allot for port: 0 (20000-29999)");
    private static final Key<AgentSettings.Groups> CGROUPS =
            Key.of("cgroups", Words.of(AgentSettings.Groups.class), "auto (where the machine lets us) or off");
    private static final Key<AgentSettings.LogPlace> LOGS =
            Key.of("logs", Words.of(AgentSettings.LogPlace.class), "where output goes first: auto, memory, disk");
    private static final Key<Long> LOG_LIMIT =
            Key.of("log-limit", Amounts.bytes(MOST_BYTES), "bytes kept of each stream of output (64MiB)");
    private static final Key<ContainerRuntime> CONTAINERS = Key.of(
            "containers",
            Words.of(ContainerRuntime.class),
            "what runs images: bubblewrap, charliecloud, podman, apptainer, docker; the first that works when left out");
    private static final Key<String> DOCKER_HOST = Key.of(
            "docker-host",
            Scalars.LINE,
            "where Docker's engine listens (the server's DOCKER_HOST, else where docker looks)");
    private static final Key<String> DEFAULT_IMAGE =
            Key.of("default-image", Scalars.LINE, "image of work that names none; a process of the host when left out");
    private static final Key<SequencedMap<String, List<String>>> DEVICE_FILES = Key.of(
            "device-files",
            Lists.byName("KIND", Scalars.LINE, Lists.of(Scalars.LINE)),
            "what a container is given of each device, {} standing for its number: /dev/NAME{}");
    private static final Key<List<Path>> EGRESS_ROOTS =
            Key.of("egress-roots", Lists.of(FOLDER), "folders below which results may be copied");
    private static final Key<List<Path>> HOST_FOLDERS =
            Key.of("host-folders", Lists.of(FOLDER), "folders that volumes of type host may be, or lie in; none");
    private static final Key<KeysFrom> S3_KEYS = Key.of(
            "s3-keys",
            Words.of(KeysFrom.class),
            "what opens s3:// without a secret: secrets (nothing), or environment (the server's AWS_ACCESS_KEY_ID)");
    private static final Key<Long> CACHE =
            Key.of("transfer-cache", Amounts.bytes(MOST_BYTES), "bytes kept of what transfers fetched (10GiB)");
    private static final Key<String> STORAGE_NAME = Key.required("name", Scalars.WORD, "what volumes call it by use:");
    private static final Key<Path> STORAGE_FOLDER = Key.required("folder", FOLDER, "where it makes volumes");
    private static final Key<SequencedMap<String, Provisioner.Permit>> STORAGE_POLICY = Key.of(
            "policy",
            Lists.byName("PROJECT", Scalars.LINE, Words.of(Provisioner.Permit.class)),
            "project, or * for all others: ephemeral, access, create; everybody may create when left out");
    private static final Form<HostsSettings.Storage> STORAGE = ObjectForm.of(
            "provisioner",
            List.of(STORAGE_NAME, STORAGE_FOLDER, ANNOTATIONS, STORAGE_POLICY),
            fields -> new HostsSettings.Storage(
                    new Provisioner(
                            fields.get(STORAGE_NAME, "local"),
                            fields.get(ANNOTATIONS, Ordered.none()),
                            fields.get(STORAGE_POLICY, Ordered.none())),
                    fields.get(STORAGE_FOLDER, Path.of("/"))));
    private static final Key<List<HostsSettings.Storage>> PROVISIONERS = Key.of(
            "provisioners",
            Lists.of(STORAGE),
            "where volumes are made, in the order in which they are tried; the agent's folder when left out");
    private static final Key<Duration> LOST =
            Key.of("lost-after", Amounts.DURATION_FORM, "silence after which restartable work is given up there (10m)");

    /// In the order of their names; `local` where there is no file.
    static List<SiteSettings> readAll(Path folder) {
        var sites = new ArrayList<SiteSettings>();
        for (var file : files(folder)) {
            var name = file.getFileName().toString();
            var id = new SiteId(name.substring(0, name.length() - SUFFIX.length()));
            YamlFile.read(file, form(id)).ifPresent(sites::add);
        }
        return sites.isEmpty() ? List.of(local()) : List.copyOf(sites);
    }

    private static SiteSettings local() {
        return hosts(new SiteId("local"), LOST_AFTER, HostsSettings.LOCAL);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /// The keys are those of its engine.
    private static Form<SiteSettings> form(SiteId id) {
        var hosts = hosts(id);
        var slurm = SlurmSite.form(
                List.of(ENGINE, LOST, EGRESS_ROOTS, HOST_FOLDERS, S3_KEYS, CACHE, PROVISIONERS, CONTAINERS),
                (fields, settings) -> {
                    var data = machine(fields);
                    var storage = new SlurmSettings.Storage(data.storage(), data.hostFolders());
                    return new SiteSettings(
                            id,
                            fields.get(LOST, LOST_AFTER),
                            new Driven.Slurm(
                                    settings.with(storage, data.containers().runtime()), data));
                });
        return new Form<>() {
            @Override
            public Optional<SiteSettings> read(At at) {
                return (isSlurm(at.node()) ? slurm : hosts).read(at);
            }

            @Override
            public Shape shape() {
                return hosts.shape();
            }
        };
    }

    private static boolean isSlurm(Node node) {
        return node instanceof Node.Mapping mapping
                && mapping.entry("engine")
                        .filter(entry -> entry.value() instanceof Node.Scalar engine
                                && engine.text().equals("slurm"))
                        .isPresent();
    }

    private static Form<SiteSettings> hosts(SiteId id) {
        return ObjectForm.of(
                "site",
                List.of(
                        ENGINE,
                        HOST,
                        ADDRESS,
                        PATH,
                        CORES,
                        MEMORY,
                        DEVICES,
                        ANNOTATIONS,
                        PORTS,
                        CGROUPS,
                        LOGS,
                        LOG_LIMIT,
                        EGRESS_ROOTS,
                        HOST_FOLDERS,
                        S3_KEYS,
                        CACHE,
                        PROVISIONERS,
                        CONTAINERS,
                        DOCKER_HOST,
                        DEFAULT_IMAGE,
                        DEVICE_FILES,
                        LOST),
                fields -> hosts(id, fields.get(LOST, LOST_AFTER), machine(fields)));
    }

    private static HostsSettings machine(Fields fields) {
        return new HostsSettings(
                fields.get(HOST, HostsSettings.LOCAL.host()),
                fields.get(ADDRESS, HostsSettings.LOCAL.address()),
                fields.find(CORES),
                fields.find(MEMORY),
                fields.get(DEVICES, Ordered.none()),
                fields.get(ANNOTATIONS, Ordered.none()),
                fields.find(PORTS),
                fields.find(PATH),
                fields.get(CGROUPS, AgentSettings.Groups.AUTO),
                fields.get(LOGS, AgentSettings.LogPlace.AUTO),
                fields.find(LOG_LIMIT),
                fields.get(EGRESS_ROOTS, List.of()),
                fields.get(HOST_FOLDERS, List.of()),
                new HostsSettings.Transfers(
                        fields.get(S3_KEYS, KeysFrom.SECRETS) == KeysFrom.ENVIRONMENT,
                        fields.get(CACHE, HostsSettings.Transfers.PLAIN.cacheBytes())),
                fields.get(PROVISIONERS, List.of()),
                containers(fields));
    }

    private static ContainerSettings containers(Fields fields) {
        var image = fields.find(DEFAULT_IMAGE);
        image.filter(uri -> ImageReference.parse(uri).isEmpty()).ifPresent(uri -> {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "default-image of a site: expected %s, found \"%s\"".formatted(ImageReference.EXPECTED, uri));
        });
        var devices = fields.get(DEVICE_FILES, Ordered.<String, List<String>>none());
        devices.values().stream()
                .flatMap(List::stream)
                .filter(path -> !ContainerDevices.isPath(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "device-files of a site: expected /dev/NAME of letters, digits and ._-/, with {} for the number, found \"%s\""
                                    .formatted(path));
                });
        return new ContainerSettings(fields.find(CONTAINERS), fields.find(DOCKER_HOST), image, devices);
    }

    /// Where the file names no `path`, work finds the factory's own Java first.
    private static SiteSettings hosts(SiteId id, Duration lostAfter, HostsSettings machine) {
        var own = Path.of(System.getProperty("java.home"), "bin") + ":" + AgentSettings.DEFAULT_PATH;
        return new SiteSettings(
                id, lostAfter, new Driven.Hosts(machine.withPath(machine.path().orElse(own))));
    }
}
