package org.tombolo.workflow.form;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;

/// The names that the file declares, known before its values are read: a reference is checked where it is written,
/// even when what it names has a problem of its own.
///
/// @param nodes jobs and services: they share one name space
/// @param files the inline texts by name
public record Declared(
        SequencedSet<String> volumes,
        SequencedSet<String> jobs,
        SequencedSet<String> services,
        SequencedSet<String> nodes,
        SequencedMap<String, String> files) {

    public static Declared in(Mapping root) {
        var jobs = names(root, "jobs");
        var services = names(root, "services");
        var nodes = new LinkedHashSet<>(jobs);
        nodes.addAll(services);
        return new Declared(names(root, "volumes"), jobs, services, nodes, texts(root));
    }

    private static SequencedMap<String, String> texts(Mapping root) {
        var texts = new LinkedHashMap<String, String>();
        root.entry("files")
                .map(Entry::value)
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .map(Mapping::entries)
                .orElse(List.of())
                .forEach(file ->
                        texts.put(file.key(), file.value() instanceof Scalar(var text, var _, var _) ? text : ""));
        return texts;
    }

    private static SequencedSet<String> names(Mapping root, String key) {
        return root.entry(key)
                .map(entry -> entry.value() instanceof Mapping map ? map.keys() : List.<String>of())
                .map(LinkedHashSet::new)
                .orElseGet(LinkedHashSet::new);
    }
}
