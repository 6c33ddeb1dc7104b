package org.tombolo.launch;

import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

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

    /// Whether a secret can be passed under this name.
    public static boolean canExport(String name) {
        return Shell.canExport(name);
    }
}
