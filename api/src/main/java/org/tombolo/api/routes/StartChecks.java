package org.tombolo.api.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.tombolo.control.door.SiteView;
import org.tombolo.control.door.Workflows;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.work.VolumePlace;
import org.tombolo.wire.FieldError;

/// What may stand in a request to start or to plan a run, beyond its shape.
final class StartChecks {
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final int MOST_ENTRIES = 256;
    private static final int MOST_VALUE = 64 << 10;
    private static final int MOST_PRIORITY = 1000;

    private StartChecks() {}

    static void labels(SequencedMap<String, String> labels) {
        few("labels", labels);
        labels.forEach((name, value) -> {
            if (!LABEL.matcher(name).matches()) {
                throw bad("labels", "a name of letters, digits, '.', '_', '/' and '-', at most 63 characters", name);
            }
            Words.checked("labels." + name, value, 256);
        });
    }

    static void env(SequencedMap<String, String> env) {
        few("env", env);
        env.forEach((name, value) -> {
            if (!ENV_NAME.matcher(name).matches()) {
                throw bad("env", "a name of letters, digits and '_'", name);
            }
            if (value.length() > MOST_VALUE || value.indexOf('\0') >= 0) {
                throw bad("env." + name, "at most 64 KiB without the character NUL", value);
            }
        });
    }

    static void params(SequencedMap<String, String> params) {
        few("params", params);
        params.forEach((name, value) -> {
            if (value.length() > MOST_VALUE) {
                throw bad("params." + Names.printable(name), "at most 64 KiB", value);
            }
        });
    }

    static int priority(int priority) {
        if (Math.abs((long) priority) > MOST_PRIORITY) {
            throw bad("priority", "-1000 to 1000", String.valueOf(priority));
        }
        return priority;
    }

    static List<FieldError> errors(List<Workflows.Fault> faults) {
        return faults.stream()
                .map(fault -> new FieldError(fault.place(), fault.message()))
                .toList();
    }

    /// What the file says that is not what its author may think, here.
    static List<FieldError> warnings(Workflows.Reading.Good good, List<SiteView> sites) {
        var all = new ArrayList<>(errors(good.warnings()));
        for (var volume : good.workflow().volumes().values()) {
            if (volume.size().isPresent()) {
                unlimited(volume, sites)
                        .ifPresent(why -> all.add(new FieldError(
                                good.places().apply("volumes." + volume.name() + ".size"),
                                "it may grow until its disk is full: " + why)));
            }
        }
        return List.copyOf(all);
    }

    /// Why nothing holds the volume to its size, at each site where that is so.
    private static Optional<String> unlimited(VolumeSpec volume, List<SiteView> sites) {
        if (volume.use() instanceof VolumeSpec.Use.HostPath) {
            return Optional.of("a folder of the host is held to no size");
        }
        var by = volume.use() instanceof VolumeSpec.Use.Provisioned named
                ? Optional.of(named.provisioner())
                : Optional.<String>empty();
        var places = new ArrayList<String>();
        for (var site : sites) {
            site.volumes().stream()
                    .filter(place -> by.isEmpty() || by.get().equals(place.provisioner()))
                    .findFirst()
                    .flatMap(VolumePlace::unlimited)
                    .ifPresent(why ->
                            places.add("at site %s, %s".formatted(site.site().id(), why)));
        }
        return Optional.of(String.join("; ", places)).filter(why -> !why.isEmpty());
    }

    private static void few(String field, Map<String, String> map) {
        if (map.size() > MOST_ENTRIES) {
            throw bad(field, "at most %d entries".formatted(MOST_ENTRIES), String.valueOf(map.size()));
        }
    }

    private static TomboloException bad(String field, String expected, String found) {
        return new TomboloException(
                ErrorCode.BAD_INPUT,
                "%s: expected %s, found \"%s\"".formatted(field, expected, Names.printable(found)));
    }
}
