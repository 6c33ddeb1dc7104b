package org.tombolo.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.SecretRef;

class MaskTest {
    private static Mask of(String... values) {
        return Mask.of(new Secrets(Stream.of(values)
                .map(value ->
                        new Secrets.Held(new SecretRef(SecretRef.Scope.USER, "name"), new SecretValue.Value(value)))
                .toList()));
    }

    private static int pending(Mask mask, String text) {
        return mask.pending(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void coversEveryOccurrenceWithAsManyAsterisks() {
        assertThat(of("hunter2").cover("a hunter2b\nhunter2hunter2")).isEqualTo("a *******b\n**************");
    }

    @Test
    void coversValuesThatOverlapOrHoldEachOther() {
        assertThat(of("abcdef", "defghi", "cdef").cover("xabcdefghix")).isEqualTo("x*********x");
        assertThat(of("aaaa").cover("aaaaaaa")).isEqualTo("*******");
    }

    @Test
    void coversTheLinesOfALongValueAndItsBase64() {
        var pem = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n";
        var base64 = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
        assertThat(of(pem).cover("line MIIEvQIBADANBg here")).isEqualTo("line ************** here");
        assertThat(of(pem).cover(base64)).matches("\\*+");
    }

    @Test
    void leavesValuesAloneThatAreTooShortToBeTold() {
        assertThat(of("a", "1", "yes").cover("a1 yes yesterday")).isEqualTo("a1 yes yesterday");
    }

    @Test
    void holdsBackWhatMayBeTheBeginningOfAValue() {
        var mask = of("hunter2", "terrible");
        assertThat(pending(mask, "say hunter")).isEqualTo(6);
        assertThat(pending(mask, "say hun")).isEqualTo(3);
        assertThat(pending(mask, "say hunter2")).isZero();
        assertThat(pending(mask, "wat" + "ter")).isEqualTo(3);
        assertThat(pending(mask, "nothing")).isZero();
        assertThat(pending(mask, "")).isZero();
    }

    @Test
    void coversNothingOfAnOrderWithoutSecrets() {
        assertThat(Mask.of(new Secrets(List.of())).isEmpty()).isTrue();
        assertThat(Mask.NONE.cover("anything")).isEqualTo("anything");
    }
}
