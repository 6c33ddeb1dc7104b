package org.tombolo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?");
    private static final String CHARACTERS = "azAZ09-._/ \n\u0000`{@[:é٣ａ";

    /// All texts of up to three of the characters, and long ones that begin and end with each.
    private static List<String> texts() {
        var texts = new ArrayList<>(List.of(""));
        for (int i = 0; texts.get(i).length() < 3; i++) {
            var text = texts.get(i);
            CHARACTERS.chars().forEach(at -> texts.add(text + (char) at));
        }
        for (int length : List.of(61, 62, 63, 64)) {
            CHARACTERS.chars().mapToObj(Character::toString).forEach(at -> {
                texts.add(at + "x".repeat(length - 1));
                texts.add("x".repeat(length - 1) + at);
            });
        }
        return texts;
    }

    @Test
    void takesWhatTheRulesSayAndNothingElse() {
        assertThat(texts()).hasSizeGreaterThan(5_000).allSatisfy(text -> {
            assertThat(Names.isDnsLabel(text)).isEqualTo(DNS_LABEL.matcher(text).matches());
            assertThat(Names.isWord(text)).isEqualTo(WORD.matcher(text).matches());
        });
    }
}
