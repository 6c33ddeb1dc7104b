package org.tombolo.workflow.upgrade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.workflow.Read;
import org.tombolo.workflow.WorkflowFile;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.problem.Problem;

/// Rewrites a file of version v1 as v4: mounts by path, `use` instead of types, `depends-on` instead of
/// `requires`. What comes out is read again and must mean the same, else nothing comes out.
public final class Upgrades {
    private static final String NO_HOST = "a volume of type host has no counterpart in v4: create a persistent volume"
            + " (\"use: persistent\", \"name: NAME\") or name a storage provisioner of the site, by hand";

    private final Splices splices;
    private final WorkflowSpec spec;

    private Upgrades(Splices splices, WorkflowSpec spec) {
        this.splices = splices;
        this.spec = spec;
    }

    /// @param name     of the file, for messages
    /// @param settings values of its parameters: with other ones it might mean something else
    public static Upgrade of(String name, String text, Map<String, String> settings) {
        return switch (WorkflowFiles.read(name, text, settings)) {
            case Read.Refused(var problems) -> new Upgrade.Refused(problems);
            case Read.Parsed(var file) when file.spec().version() == FormatVersion.V4 -> new Upgrade.Done(text, 0);
            case Read.Parsed(var file) -> upgraded(file, text, settings);
        };
    }

    private static Upgrade upgraded(WorkflowFile file, String text, Map<String, String> settings) {
        var hosts = file.spec().volumes().values().stream()
                .filter(volume -> volume.use() instanceof VolumeSpec.Use.HostPath)
                .map(volume -> problem(file, "volumes." + volume.name(), NO_HOST))
                .toList();
        if (!hosts.isEmpty()) {
            return new Upgrade.Refused(hosts);
        }
        var splices = new Splices(text);
        var settingsOfText = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        var root = (MappingNode) new Compose(settingsOfText).composeString(text).orElseThrow();
        new Upgrades(splices, file.spec()).rewrite(root);
        var after = splices.text();
        return switch (WorkflowFiles.read(file.name(), after, settings)) {
            case Read.Parsed(var now) when means(now.spec(), file.spec()) -> new Upgrade.Done(after, splices.count());
            case Read.Parsed _ ->
                new Upgrade.Refused(List.of(problem(file, "", unlike("it would mean something else"))));
            case Read.Refused(var problems) ->
                new Upgrade.Refused(List.of(problem(
                        file,
                        problems.getFirst().path(),
                        unlike(problems.getFirst().what()))));
        };
    }

    private static String unlike(String why) {
        return "cannot be rewritten as v4 by itself (%s): write this part without anchors and merged keys, and try again"
                .formatted(why);
    }

    private static boolean means(WorkflowSpec now, WorkflowSpec before) {
        var asV4 = new WorkflowSpec(
                FormatVersion.V4,
                before.annotations(),
                before.preemptible(),
                before.files(),
                before.volumes(),
                before.jobs(),
                before.services());
        return now.equals(asV4);
    }

    private static Problem problem(WorkflowFile file, String path, String what) {
        return new Problem(file.name(), file.places().of(path), path, what, Optional.empty());
    }

    private void rewrite(MappingNode root) {
        value(root, "version").ifPresent(version -> splices.replace(version, "v4"));
        value(root, "volumes").ifPresent(volumes -> each(volumes, (_, volume) -> volume(volume)));
        for (var nodes : List.of("jobs", "services")) {
            value(root, nodes).ifPresent(map -> each(map, (_, node) -> work(node)));
        }
        value(root, "defaults").ifPresent(defaults -> {
            mounts(defaults);
            value(defaults, "job").ifPresent(this::mounts);
            value(defaults, "service").ifPresent(this::mounts);
        });
    }

    private void work(Node node) {
        mounts(node);
        if (value(node, "depends-on").isEmpty() && value(node, "dependsOn").isEmpty()) {
            entry(node, "requires").ifPresent(this::requires);
        }
    }

    /// `VOLUME: {location: PATH}` becomes `PATH: {volume: VOLUME}`: the two change places.
    private void mounts(Node node) {
        value(node, "mounts")
                .ifPresent(mounts -> each(
                        mounts,
                        (volume, mount) -> entry(mount, "location").ifPresent(location -> {
                            splices.replace(volume, splices.source(location.getValueNode()));
                            splices.replace(location.getKeyNode(), "volume");
                            splices.replace(location.getValueNode(), splices.source(volume));
                        })));
    }

    private void requires(NodeTuple requires) {
        splices.replace(requires.getKeyNode(), "depends-on");
        if (requires.getValueNode() instanceof SequenceNode names) {
            for (var name : names.getValue()) {
                var status = spec.services().containsKey(text(name)) ? "RUNNING" : "FINISHED";
                splices.replace(name, "{name: %s, status: %s}".formatted(splices.source(name), status));
            }
        }
    }

    private void volume(Node volume) {
        entry(volume, "name").ifPresent(name -> leaveOut(volume, name)); // decoration in v1, and means something in v4
        if (value(volume, "use").isPresent()) {
            return;
        }
        var reference = entry(volume, "reference");
        if (reference.isPresent()) {
            entry(volume, "type").ifPresent(type -> leaveOut(volume, type));
            entry(volume, "path").ifPresent(path -> leaveOut(volume, path));
            reference(reference.get());
        } else {
            entry(volume, "type").ifPresent(type -> {
                splices.replace(type.getKeyNode(), "use");
                splices.replace(type.getValueNode(), "ephemeral");
            });
        }
    }

    /// References are read in v4 too, and make kept volumes on first use, which `use` does not: those stay.
    private void reference(NodeTuple reference) {
        if (text(reference.getValueNode()).strip().matches("volume://[a-z]+/ephemeral(/.*)?")) {
            splices.replace(reference.getKeyNode(), "use");
            splices.replace(reference.getValueNode(), "ephemeral");
        }
    }

    /// In a block the line stays as a comment; in `{...}` it goes, with one comma.
    private void leaveOut(Node map, NodeTuple entry) {
        int start = splices.start(entry.getKeyNode());
        int end = splices.end(entry.getValueNode());
        if (!isFlow(map)) {
            splices.replace(
                    start,
                    end,
                    "# v1: " + splices.source(entry.getKeyNode()) + ": " + splices.source(entry.getValueNode()));
            return;
        }
        var entries = ((MappingNode) map).getValue();
        int at = entries.indexOf(entry);
        if (at + 1 < entries.size()) {
            splices.replace(start, splices.start(entries.get(at + 1).getKeyNode()), "");
        } else {
            splices.replace(at == 0 ? start : splices.end(entries.get(at - 1).getValueNode()), end, "");
        }
    }

    private static boolean isFlow(Node node) {
        return node instanceof MappingNode map && map.getFlowStyle() == FlowStyle.FLOW;
    }

    private static void each(Node map, BiConsumer<Node, Node> what) {
        if (map instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> what.accept(entry.getKeyNode(), entry.getValueNode()));
        }
    }

    private static Optional<Node> value(Node map, String key) {
        return entry(map, key).map(NodeTuple::getValueNode);
    }

    private static Optional<NodeTuple> entry(Node map, String key) {
        return map instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> text(entry.getKeyNode()).equals(key))
                        .findFirst()
                : Optional.empty();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
