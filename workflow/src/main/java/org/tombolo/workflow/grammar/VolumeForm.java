package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.VolumeSpec.Use;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;

/// A volume. Nothing said means: a directory that belongs to the run.
final class VolumeForm {
    private enum Type {
        EPHEMERAL,
        HOST
    }

    private static final Key<String> USE =
            Key.of("use", Scalars.WORD, "ephemeral, persistent, or the name of a storage provisioner");
    private static final Key<String> NAME =
            Key.of("name", Scalars.WORD, "of a kept volume in the project (v1: ignored)");
    private static final Key<Long> SIZE = Key.of("size", Amounts.bytes(1L << 62), "capacity asked for, such as 10GB");
    private static final Key<SequencedMap<String, String>> ANNOTATIONS =
            Key.of("annotations", Annotations.FORM, "what a provisioner must have, exactly");
    private static final Key<Use> REFERENCE =
            Key.of("reference", VolumeReference.FORM, "older: volume://SCOPE/CLASS[/NAME]");
    private static final Key<Type> TYPE = Key.of("type", Words.of(Type.class), "v1: ephemeral, host");
    private static final Key<String> PATH = Key.of("path", AbsolutePath.BELOW_ROOT, "v1, type host: the directory");
    private static final Key<List<TransferSpec>> INGRESS =
            Key.of("ingress", TransferForm.INGRESS, "brought in before any job mounts it");
    private static final Key<List<TransferSpec>> EGRESS =
            Key.of("egress", TransferForm.EGRESS, "taken out after the jobs that mount it");

    static final ObjectForm<VolumePart> FORM = ObjectForm.of(
            "volume",
            List.of(USE, NAME, SIZE, ANNOTATIONS, REFERENCE, TYPE, PATH, INGRESS, EGRESS),
            fields -> new VolumePart(
                    use(fields),
                    fields.find(SIZE),
                    fields.get(ANNOTATIONS, Ordered.none()),
                    fields.get(INGRESS, List.of()),
                    fields.get(EGRESS, List.of())));

    private VolumeForm() {}

    private static Use use(Fields fields) {
        boolean isV1 = fields.at().reading().version() == FormatVersion.V1;
        if (!isV1) {
            for (var old : List.of(TYPE, PATH)) {
                if (fields.has(old)) {
                    fields.at(old).report("expected use: in version v4; \"%s\" is of v1".formatted(old.name()));
                }
            }
        }
        if (fields.has(USE)) {
            return fields.find(USE).map(use -> named(fields, use, isV1)).orElseGet(Use.Ephemeral::new);
        }
        if (fields.has(REFERENCE)) {
            return fields.get(REFERENCE, new Use.Ephemeral());
        }
        if (isV1) {
            return typed(fields);
        }
        // Of all provisioners, the one that has it: the file says that it exists.
        return fields.find(NAME)
                .<Use>map(name -> new Use.Persistent(name, false))
                .orElseGet(Use.Ephemeral::new);
    }

    private static Use named(Fields fields, String use, boolean isV1) {
        if (fields.has(REFERENCE)) {
            fields.at(REFERENCE).warn("ignored, since use is there");
        }
        Optional<String> name = fields.find(NAME);
        return switch (use.toLowerCase(Locale.ROOT)) {
            case "ephemeral" -> {
                name.ifPresent(_ -> fields.at(NAME).warn("ignored: an ephemeral volume belongs to its run"));
                yield new Use.Ephemeral();
            }
            case "persistent" -> {
                if (!fields.has(NAME)) {
                    fields.at().report("expected the key \"name\": a persistent volume is known by it");
                }
                yield new Use.Persistent(name.orElse("persistent"), isV1);
            }
            default -> new Use.Provisioned(use, name, isV1);
        };
    }

    private static Use typed(Fields fields) {
        if (fields.get(TYPE, Type.EPHEMERAL) == Type.EPHEMERAL) {
            if (fields.has(PATH)) {
                fields.at(PATH).report("expected path only with type: host");
            }
            return new Use.Ephemeral();
        }
        if (!fields.has(PATH)) {
            fields.at().report("expected the key \"path\": the directory of a volume of type host");
        }
        return new Use.HostPath(fields.get(PATH, "/"));
    }
}
