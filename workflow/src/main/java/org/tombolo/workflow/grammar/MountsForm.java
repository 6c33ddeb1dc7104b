package org.tombolo.workflow.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;

/// `mounts`: in v4 `PATH: VOLUME` or `PATH: {volume: VOLUME}`, in v1 `VOLUME: {location: PATH}`.
final class MountsForm implements Form<SequencedMap<String, MountSpec>> {
    private static final Key<String> VOLUME = Key.required("volume", Scalars.TEXT, "a name under volumes");
    private static final Key<String> LOCATION =
            Key.required("location", AbsolutePath.BELOW_ROOT, "v1: where it is seen");
    private static final Key<Boolean> READ_ONLY = Key.ours("read-only", Scalars.FLAG, "the job cannot write (false)");

    private static final ObjectForm<MountSpec> BY_PATH = ObjectForm.of(
            "mount",
            List.of(VOLUME, READ_ONLY),
            fields -> new MountSpec(fields.of(VOLUME), fields.get(READ_ONLY, false)));

    private static final ObjectForm<Located> BY_VOLUME = ObjectForm.of(
            "mount (v1)",
            List.of(LOCATION, READ_ONLY),
            fields -> new Located(fields.of(LOCATION), fields.get(READ_ONLY, false)));

    private record Located(String path, boolean readOnly) {}

    @Override
    public Shape shape() {
        var byPath = new Shape.AnyOf(List.of(new Shape.Text("a volume's name"), BY_PATH.shape()));
        return new Shape.AnyOf(List.of(new Shape.MapOf("/PATH", byPath), new Shape.MapOf("VOLUME", BY_VOLUME.shape())));
    }

    @Override
    public Optional<SequencedMap<String, MountSpec>> read(At at) {
        boolean isV1 = at.reading().version() == FormatVersion.V1;
        if (at.node().isNothing()) {
            return Optional.of(Ordered.none());
        }
        if (!(at.node() instanceof Mapping mapping)) {
            return at.expected(isV1 ? "a mapping (VOLUME: {location: /path})" : "a mapping (/path: VOLUME)");
        }
        var mounts = new LinkedHashMap<String, MountSpec>();
        for (var entry : mapping.entries()) {
            var mount = isV1 ? byVolume(at, entry) : byPath(at, entry);
            mount.filter(it -> mounts.putIfAbsent(it.getKey(), it.getValue()) != null)
                    .ifPresent(it -> at.key(entry).report("two volumes at \"%s\"".formatted(it.getKey())));
        }
        return Optional.of(Ordered.copy(mounts));
    }

    private static Optional<Map.Entry<String, MountSpec>> byPath(At at, Entry entry) {
        if (!entry.key().startsWith("/")
                && entry.value() instanceof Mapping value
                && value.entry("location").isPresent()) {
            at.key(entry).report("expected /path: VOLUME as in version v4, found VOLUME: {location: ...} as in v1");
            return Optional.empty();
        }
        var path = AbsolutePath.BELOW_ROOT.read(at.key(entry));
        var value = at.child(entry);
        var mount = entry.value() instanceof Scalar scalar && !scalar.isNull()
                ? Optional.of(new MountSpec(scalar.text(), false))
                : entry.value().isNothing() ? value.<MountSpec>expected("a volume's name") : BY_PATH.read(value);
        mount.ifPresent(it -> checkVolume(at.key(entry), it.volume()));
        return path.flatMap(it -> mount.map(spec -> Map.entry(it, spec)));
    }

    private static Optional<Map.Entry<String, MountSpec>> byVolume(At at, Entry entry) {
        if (entry.key().startsWith("/")) {
            at.key(entry).report("expected VOLUME: {location: /path} as in version v1, found a path as in v4");
            return Optional.empty();
        }
        checkVolume(at.key(entry), entry.key());
        return BY_VOLUME
                .read(at.child(entry))
                .map(located -> Map.entry(located.path(), new MountSpec(entry.key(), located.readOnly())));
    }

    private static void checkVolume(At at, String name) {
        var volumes = at.reading().declared().volumes();
        if (!volumes.contains(name)) {
            at.unknown("volume", name, volumes);
        }
    }
}
