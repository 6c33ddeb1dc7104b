package org.tombolo.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretType;
import org.tombolo.wire.secret.OneOffSecret;

/// `--secret NAME=@FILE`, `--secret NAME=-` for standard input, `--secret NAME:TYPE=@FILE` for a type other than value.
final class OneOffSecrets {
    private OneOffSecrets() {}

    static SequencedMap<String, OneOffSecret> of(List<String> options) {
        var secrets = new LinkedHashMap<String, OneOffSecret>();
        boolean fromInput = false;
        for (var option : options) {
            int equals = option.indexOf('=');
            var left = equals < 1 ? option : option.substring(0, equals);
            var where = equals < 1 ? "" : option.substring(equals + 1);
            int colon = left.indexOf(':');
            var name = colon < 0 ? left : left.substring(0, colon);
            if (where.equals("-") && fromInput) {
                throw bad("--secret %s: standard input can be only one secret".formatted(Names.printable(name)));
            }
            fromInput |= where.equals("-");
            var type = colon < 0 ? SecretType.VALUE : SecretText.type(left.substring(colon + 1));
            var secret = new OneOffSecret(SecretText.word(type), SecretText.fields(type, text(name, where)));
            if (secrets.put(name, secret) != null) {
                throw bad("--secret %s: given twice; say it once".formatted(Names.printable(name)));
            }
        }
        return secrets;
    }

    private static String text(String name, String where) {
        if (where.equals("-")) {
            return SecretText.fromInput(System.in);
        }
        if (!where.startsWith("@") || where.length() == 1) {
            throw SecretText.onCommandLine(
                    "write --secret %s=@FILE, or --secret %1$s=- for standard input".formatted(Names.printable(name)));
        }
        return SecretText.fromFile(Path.of(where.substring(1)));
    }

    private static TomboloException bad(String message) {
        return new TomboloException(ErrorCode.BAD_INPUT, message);
    }
}
