package org.tombolo.workflow.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.MountSpec;

/// What `defaults`, jobs and services all may say.
record SharedPart(List<EnvEntry> env, SequencedMap<String, MountSpec> mounts, ResourcePart resource) {
    static final SharedPart NONE = new SharedPart(List.of(), Ordered.none(), ResourcePart.NONE);

    /// This over a weaker one, entry by entry: a variable of the same name, a mount at the same path, a field of the
    /// resources replace the weaker one; everything else of the weaker one stays.
    SharedPart over(SharedPart weaker) {
        return new SharedPart(
                envOver(weaker.env), ResourcePart.over(mounts, weaker.mounts), resource.over(weaker.resource));
    }

    private List<EnvEntry> envOver(List<EnvEntry> weaker) {
        var byName = new LinkedHashMap<String, EnvEntry>();
        weaker.forEach(entry -> byName.put(entry.name(), entry));
        env.forEach(entry -> byName.put(entry.name(), entry));
        return new ArrayList<>(byName.values());
    }
}
