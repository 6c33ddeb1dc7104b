package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void readsEveryFileOfTheCorpusWithoutAWarningThatItDoesNotDeserve() {
        Samples.all()
                .forEach((name, text) ->
                        assertThat(Samples.warnings(text)).as(name).isEmpty());
    }

    @Test
    void readsTheSameFileToTheSameSpec() {
        Samples.all()
                .forEach((name, text) -> assertThat(Samples.good(text).spec())
                        .as(name)
                        .isEqualTo(Samples.good(text).spec()));
    }
}
