package org.tombolo.workflow.grammar;

import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;

/// The keys that `defaults`, jobs and services have in common.
final class SharedForm {
    private static final Key<List<EnvEntry>> ENV =
            Key.of("env", Lists.of(new EnvForm()), "list of KEY=VALUE; a value may be a secret:// reference");
    private static final Key<SequencedMap<String, MountSpec>> MOUNTS =
            Key.of("mounts", new MountsForm(), "/path: VOLUME or /path: {volume: VOLUME}");
    private static final Key<ResourcePart> RESOURCE =
            Key.of("resource", ResourceForm.FORM, "what one node of one task needs");

    static final List<Key<?>> KEYS = List.of(ENV, MOUNTS, RESOURCE);

    private SharedForm() {}

    static SharedPart of(Fields fields) {
        var env = fields.get(ENV, List.of());
        var names = new HashSet<String>();
        env.stream()
                .map(EnvEntry::name)
                .filter(name -> !names.add(name))
                .forEach(name -> fields.at(ENV).warn("\"%s\" is there twice; the last one counts".formatted(name)));
        return new SharedPart(env, fields.get(MOUNTS, Ordered.none()), fields.get(RESOURCE, ResourcePart.NONE));
    }
}
