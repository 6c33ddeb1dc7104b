package org.tombolo.launch;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.WorkSpec;

/// The file from which a launch takes the variables that nobody else may read: `$S/secrets/$order.env`.
/// The shell that becomes the attempt sources it, so that values are neither in its text nor in anybody's arguments.
public final class Exports {
    private Exports() {}

    public static String of(SequencedMap<String, String> variables) {
        var out = new StringBuilder();
        variables.forEach((name, value) -> {
            if (!canExport(name)) {
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED, "env.%s: no shell can carry a variable of this name".formatted(name));
            }
            out.append("export ")
                    .append(name)
                    .append('=')
                    .append(Shell.quote(value))
                    .append('\n');
        });
        return out.toString();
    }

    /// The work's variables that come from secrets.
    public static SequencedMap<String, String> variables(WorkSpec work, Secrets secrets) {
        var variables = new LinkedHashMap<String, String>();
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var ref)) {
                if (!(secrets.find(ref).orElse(null) instanceof SecretValue.Value(var text))) {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "env.%s: the order came without a text for its secret".formatted(name));
                }
                variables.put(name, text);
            }
        }
        return variables;
    }

    /// Their names.
    public static SequencedSet<String> names(WorkSpec work) {
        var names = new LinkedHashSet<String>();
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var _)) {
                names.add(name);
            }
        }
        return names;
    }

    /// Whether a secret can be passed under this name.
    public static boolean canExport(String name) {
        return Shell.canExport(name);
    }
}
