package org.tombolo.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Options of the form `key=value`, given several times.
final class Pairs {
    private Pairs() {}

    static SequencedMap<String, String> of(String option, List<String> texts) {
        var pairs = new LinkedHashMap<String, String>();
        for (var text : texts) {
            var pair = checked(option, text);
            int equals = pair.indexOf('=');
            var key = pair.substring(0, equals);
            if (pairs.put(key, pair.substring(equals + 1)) != null) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "%s %s: given twice; say it once".formatted(option, Names.printable(key)));
            }
        }
        return pairs;
    }

    /// The text itself, if it is a pair.
    static String checked(String option, String text) {
        if (text.indexOf('=') < 1) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s \"%s\": expected key=value".formatted(option, Names.printable(text)));
        }
        return text;
    }
}
