package org.tombolo.model.secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Values of secrets as fields, which is how people give them. What is wrong is told without showing a value.
public final class SecretFields {
    private static final int MOST = 1 << 20;

    private SecretFields() {}

    /// The names of a type's fields; empty for a MAP, whose names are free.
    public static List<String> of(SecretType type) {
        return switch (type) {
            case VALUE -> List.of("value");
            case S3 -> List.of("accessKeyId", "secretAccessKey", "region", "endpoint", "sessionToken");
            case HTTP -> List.of("username", "password", "token", "trustedDomains");
            case IMAGE -> List.of("username", "password", "trustedDomains");
            case MAP -> List.of();
            case DECRYPTION_SIF -> List.of("passphrase", "pem");
            case HF -> List.of("token");
        };
    }

    public static SecretValue read(SecretType type, SequencedMap<String, String> fields) {
        var reader = new Reader(type, fields);
        return switch (type) {
            case VALUE -> new SecretValue.Value(reader.text("value"));
            case S3 ->
                new SecretValue.S3(
                        reader.text("accessKeyId"),
                        reader.text("secretAccessKey"),
                        reader.find("region"),
                        reader.find("endpoint"),
                        reader.find("sessionToken"));
            case HTTP -> http(reader);
            case IMAGE -> new SecretValue.Image(reader.text("username"), reader.text("password"), reader.domains());
            case MAP -> new SecretValue.MapOf(reader.all());
            case DECRYPTION_SIF -> {
                reader.oneOf("passphrase", "pem");
                yield new SecretValue.DecryptionSif(reader.find("passphrase"), reader.find("pem"));
            }
            case HF -> new SecretValue.Hf(reader.text("token"));
        };
    }

    private static SecretValue http(Reader reader) {
        reader.oneOf("password", "token");
        if (reader.find("password").isPresent() != reader.find("username").isPresent()) {
            throw bad("username and password: expected both or a token, found one of them");
        }
        return new SecretValue.Http(
                reader.find("username"), reader.find("password"), reader.find("token"), reader.domains());
    }

    private static TomboloException bad(String message) {
        return new TomboloException(ErrorCode.BAD_INPUT, message);
    }

    private record Reader(SecretType type, SequencedMap<String, String> fields) {
        Reader {
            var known = of(type);
            fields.forEach((name, value) -> {
                if (type == SecretType.MAP ? !name.matches("[A-Za-z0-9._-]{1,253}") : !known.contains(name)) {
                    throw bad("%s: a secret of type %s has no such field; it has %s"
                            .formatted(
                                    Names.printable(name),
                                    type,
                                    known.isEmpty() ? "names of letters, digits, '.', '_' and '-'" : known));
                }
                if (value.length() > MOST || value.indexOf('\0') >= 0) {
                    throw bad("%s: expected at most 1 MiB of text without the character NUL".formatted(name));
                }
            });
        }

        Optional<String> find(String name) {
            return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
        }

        String text(String name) {
            return find(name).orElseThrow(() -> bad("%s: a secret of type %s needs it".formatted(name, type)));
        }

        void oneOf(String one, String other) {
            if (find(one).isPresent() == find(other).isPresent()) {
                throw bad("%s, %s: a secret of type %s needs exactly one of them".formatted(one, other, type));
            }
        }

        List<String> domains() {
            var domains = new ArrayList<String>();
            Stream.of(find("trustedDomains").orElse("").split("[,\\s]+"))
                    .filter(text -> !text.isBlank())
                    .forEach(domains::add);
            return domains;
        }

        SequencedMap<String, String> all() {
            if (fields.isEmpty()) {
                throw bad("a secret of type MAP needs at least one entry");
            }
            return new LinkedHashMap<>(fields);
        }
    }
}
