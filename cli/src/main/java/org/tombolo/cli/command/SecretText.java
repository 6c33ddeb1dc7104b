package org.tombolo.cli.command;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretFields;
import org.tombolo.model.secret.SecretType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The value of a secret as people give it: by a file, by standard input, or typed where nobody sees it. Never on the
/// command line, which everybody on the machine can read and the shell remembers.
final class SecretText {
    private static final int MOST = 2 << 20;

    private SecretText() {}

    static SecretType type(String word) {
        var name = word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (var type : SecretType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw bad("--type \"%s\": expected value, s3, http, image, map, decryption-sif or hf"
                .formatted(Names.printable(word)));
    }

    static String word(SecretType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String fromFile(Path file) {
        try (var in = Files.newInputStream(file)) {
            return text(in, file.toString());
        } catch (IOException e) {
            throw bad("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    static String fromInput(InputStream in) {
        try {
            return text(in, "standard input");
        } catch (IOException e) {
            throw bad("standard input cannot be read: " + e.getMessage());
        }
    }

    /// Typed on a terminal; empty where standard input is none.
    static Optional<String> typed(String name) {
        var console = System.console();
        return Optional.ofNullable(console)
                .filter(Console::isTerminal)
                .map(terminal -> terminal.readPassword("value of %s (nothing is shown): ", name))
                .map(String::new);
    }

    /// The one newline that editors and `echo` put at the end is not part of it.
    private static String text(InputStream in, String place) throws IOException {
        var bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw bad("%s: expected at most %d bytes".formatted(place, MOST));
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw bad("%s: expected text in UTF-8; encode what is not text, such as by base64".formatted(place));
        }
    }

    /// The text alone where the type has one field, else a JSON object or lines of `FIELD=VALUE`. Checked here, so that
    /// nothing is sent that the factory would refuse.
    static SequencedMap<String, String> fields(SecretType type, String text) {
        var fields = switch (type) {
            case VALUE -> one("value", text);
            case HF -> one("token", text);
            case DECRYPTION_SIF -> one(text.startsWith("-----BEGIN") ? "pem" : "passphrase", text);
            case S3, HTTP, IMAGE, MAP -> text.stripLeading().startsWith("{") ? json(text) : lines(type, text);
        };
        SecretFields.read(type, fields);
        return fields;
    }

    private static SequencedMap<String, String> one(String field, String text) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(field, text);
        return fields;
    }

    private static SequencedMap<String, String> json(String text) {
        var fields = new LinkedHashMap<String, String>();
        try {
            for (var entry : new JsonMapper().readTree(text).properties()) {
                if (!entry.getValue().isString()) {
                    throw bad("%s: expected a text".formatted(Names.printable(entry.getKey())));
                }
                fields.put(entry.getKey(), entry.getValue().stringValue());
            }
        } catch (JacksonException e) {
            throw bad("the value begins as a JSON object and is none"); // what is wrong would show a piece of it
        }
        return fields;
    }

    private static SequencedMap<String, String> lines(SecretType type, String text) {
        var fields = new LinkedHashMap<String, String>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals).strip(), line.substring(equals + 1));
            } else if (!line.isBlank()) {
                throw bad("line %d of the value: a secret of type %s is a JSON object or lines of FIELD=VALUE%s"
                        .formatted(
                                number,
                                word(type),
                                type == SecretType.MAP ? "" : ", fields: " + String.join(", ", SecretFields.of(type))));
            }
        }
        return fields;
    }

    /// Why a value is not taken from the command line.
    static TomboloException onCommandLine(String instead) {
        return bad("a value on the command line is seen by everybody on the machine and kept by the shell's history: "
                + instead);
    }

    private static TomboloException bad(String message) {
        return new TomboloException(ErrorCode.BAD_INPUT, message);
    }
}
