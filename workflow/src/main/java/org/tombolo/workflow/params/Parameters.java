package org.tombolo.workflow.params;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.tombolo.model.Nearest;
import org.tombolo.model.Ordered;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Reading;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Printable;

/// The parameters of a file with their values.
///
/// @param isDeclared whether the file has `params:`; without it `${params.x}` is left as it is, since other tools write
///                   the same
/// @param names      all of them, those that could not be read too
public record Parameters(boolean isDeclared, SequencedSet<String> names, SequencedMap<String, ParamValue> values) {
    public static final String KEY = "params";

    public Parameters {
        names = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(names));
        values = Ordered.copy(values);
    }

    /// Reads `params` of the file and gives each its setting or its default.
    public static Parameters in(Mapping root, Map<String, String> settings, Reading reading) {
        var entry = root.entry(KEY);
        var declared =
                entry.flatMap(it -> ParamForms.PARAMS.read(at(it, reading))).orElseGet(Ordered::none);
        var place = entry.map(Entry::place).orElse(Place.START);
        var names = new LinkedHashSet<>(entry.map(Entry::value)
                .filter(Mapping.class::isInstance)
                .map(it -> ((Mapping) it).keys())
                .orElse(List.of()));
        new TreeMap<>(settings).forEach((name, text) -> {
            if (!names.contains(name)) {
                unknown(name, names, place, reading);
            } else if (declared.containsKey(name)) {
                check(declared.get(name), text, reading);
            }
        });
        var values = new LinkedHashMap<String, ParamValue>();
        declared.values()
                .forEach(param -> value(param, settings, reading).ifPresent(it -> values.put(param.name(), it)));
        return new Parameters(entry.isPresent(), names, values);
    }

    private static At at(Entry entry, Reading reading) {
        return new At(entry.value(), entry.place(), KEY, reading);
    }

    private static Optional<ParamValue> value(Param param, Map<String, String> settings, Reading reading) {
        var set = Optional.ofNullable(settings.get(param.name()));
        var value = set.or(param::standing).map(text -> new ParamValue(param, text, set.isPresent()));
        if (value.isEmpty()) {
            var what = "no value and no default: set it with --set %s=VALUE".formatted(param.name());
            reading.problems().add(param.place(), KEY + "." + param.name(), what);
        }
        return value.filter(it -> param.fault(it.text()).isEmpty());
    }

    private static void unknown(String name, SequencedSet<String> names, Place place, Reading reading) {
        var shown = Printable.of(name);
        var what = "--set %s: no parameter \"%s\"".formatted(shown, shown);
        reading.problems()
                .add(place, KEY, names.isEmpty() ? what + "; the file has none" : what, Nearest.to(name, names));
    }

    private static void check(Param param, String text, Reading reading) {
        param.fault(text).ifPresent(fault -> {
            var what = "--set %s: %s".formatted(param.name(), fault);
            reading.problems().add(param.place(), KEY + "." + param.name(), what, param.nearest(text));
        });
    }
}
