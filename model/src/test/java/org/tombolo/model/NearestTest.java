package org.tombolo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("image", "script", "command", "args", "env", "cwd", "task-array");

    @ParameterizedTest
    @CsvSource({
        "imge, image",
        "images, image",
        "scirpt, script",
        "comand, command",
        "arg, args",
        "ENV, env",
        "taskarray, task-array",
        "cdw, cwd"
    })
    void findsTheWordThatWasMeant(String found, String meant) {
        assertThat(Nearest.to(found, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"banana", "x", "ab", "enviroment-variables"})
    void guessesNothingWhereNothingIsNear(String found) {
        assertThat(Nearest.to(found, WORDS)).isEmpty();
    }

    @Test
    void countsASwapOnce() {
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
