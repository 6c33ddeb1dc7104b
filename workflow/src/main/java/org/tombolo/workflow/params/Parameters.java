package org.tombolo.workflow.params;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
/// @param declared   all of them, those without a good value too
public record Parameters(
        boolean isDeclared, SequencedMap<String, Param> declared, SequencedMap<String, ParamValue> values) {
    public static final String KEY = "params";

    public Parameters {
        declared = Ordered.copy(declared);
        values = Ordered.copy(values);
    }

    /// Reads `params` of the file and gives each its setting or its default.
    public static Parameters in(Mapping root, Map<String, String> settings, Reading reading) {
        var entry = root.entry(KEY);
        var declared =
                entry.flatMap(it -> ParamForms.PARAMS.read(at(it, reading))).orElseGet(Ordered::none);
        var place = entry.map(Entry::place).orElse(Place.START);
        new TreeMap<>(settings).forEach((name, text) -> check(name, text, declared, place, reading));
        var values = new LinkedHashMap<String, ParamValue>();
        declared.values()
                .forEach(param -> value(param, settings, reading).ifPresent(it -> values.put(param.name(), it)));
        return new Parameters(entry.isPresent(), declared, values);
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

    private static void check(
            String name, String text, SequencedMap<String, Param> declared, Place place, Reading reading) {
        var param = declared.get(name);
        if (param == null) {
            var what = "--set %s: no parameter \"%s\"".formatted(Printable.of(name), Printable.of(name));
            var known = declared.isEmpty() ? "; the file has none" : "";
            reading.problems().add(place, KEY, what + known, Nearest.to(name, declared.keySet()));
            return;
        }
        param.fault(text)
                .ifPresent(fault -> reading.problems()
                        .add(
                                param.place(),
                                KEY + "." + name,
                                "--set %s: %s".formatted(name, fault),
                                param.nearest(text)));
    }
}
