package org.tombolo.model.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombolo.model.spec.SecretRef;

class SecretValueTest {
    private static final String CANARY = "canary-4711";

    private static SequencedMap<String, String> fields(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private static SequencedMap<String, String> fields(SecretType type) {
        return switch (type) {
            case VALUE -> fields("value", CANARY);
            case S3 -> fields("accessKeyId", "id", "secretAccessKey", CANARY, "sessionToken", CANARY + "2");
            case HTTP -> fields("username", "me", "password", CANARY, "trustedDomains", "a.example, b.example");
            case IMAGE -> fields("username", "me", "password", CANARY);
            case MAP -> fields("one", CANARY, "two", CANARY + "2");
            case DECRYPTION_SIF -> fields("passphrase", CANARY);
            case HF -> fields("token", CANARY);
        };
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryTypeAndShowsNothingOfItsValue(SecretType type) {
        var value = SecretFields.read(type, fields(type));
        assertThat(value.type()).isEqualTo(type);
        assertThat(value.confidential()).contains(CANARY);
        var held = new Secrets.Held(new SecretRef(SecretRef.Scope.USER, "name"), value);
        assertThat(value.toString() + held + new Secrets(List.of(held))).doesNotContain(CANARY);
    }

    @Test
    void saysWhatIsWrongWithoutShowingAValue() {
        refuses(SecretType.VALUE, fields("text", CANARY), "text: a secret of type VALUE has no such field");
        refuses(SecretType.VALUE, fields(), "value: a secret of type VALUE needs it");
        refuses(SecretType.S3, fields("accessKeyId", CANARY), "secretAccessKey: a secret of type S3 needs it");
        refuses(SecretType.HTTP, fields("username", CANARY), "exactly one of them");
        refuses(SecretType.HTTP, fields("password", CANARY), "expected both or a token");
        refuses(SecretType.HTTP, fields("token", CANARY, "username", "me"), "expected both or a token");
        refuses(SecretType.DECRYPTION_SIF, fields("passphrase", CANARY, "pem", CANARY), "exactly one of them");
        refuses(SecretType.MAP, fields(), "at least one entry");
        refuses(SecretType.MAP, fields("a b", CANARY), "has no such field");
        refuses(SecretType.VALUE, fields("value", CANARY + "\0"), "without the character NUL");
    }

    private static void refuses(SecretType type, SequencedMap<String, String> fields, String why) {
        assertThatThrownBy(() -> SecretFields.read(type, fields))
                .hasMessageContaining(why)
                .hasMessageNotContaining(CANARY);
    }
}
