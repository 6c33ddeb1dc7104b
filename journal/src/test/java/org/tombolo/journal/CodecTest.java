package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Entity;

class CodecTest {
    private final Codec codec = new Codec();

    static Stream<Class<?>> everyRecord() {
        return Stream.of(Fact.class, Entity.class, HistoryRow.class).flatMap(kind -> Samples.cases(kind).stream());
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void readsWhatItWrote(Class<?> type) {
        for (int seed = 0; seed < 300; seed++) {
            var sample = new Samples(seed).of(type);
            var back = decode(codec, sample, encode(codec, sample));
            assertThat(back).as("seed %d", seed).isEqualTo(sample);
            assertThat(back.toString()).as("order, seed %d", seed).isEqualTo(sample.toString());
        }
    }

    @Test
    void everyRecordHasOneWord() {
        assertThat(types(Word.FACTS)).containsExactlyInAnyOrderElementsOf(Samples.cases(Fact.class));
        assertThat(types(Word.ENTITIES)).containsExactlyInAnyOrderElementsOf(Samples.cases(Entity.class));
        assertThat(types(Word.HISTORY)).containsExactlyInAnyOrderElementsOf(Samples.cases(HistoryRow.class));
    }

    @Test
    void refusesAnUnknownTypeNamingTheRow() {
        assertCorrupt(
                new Encoded("attempt-teleported", 1, bytes("{}")), "row 17", "attempt-teleported", "newer Tombolo");
    }

    @Test
    void refusesANewerVersionNamingTheRow() {
        assertCorrupt(
                new Encoded("attempt-accepted", 2, bytes("{\"attempt\":\"r/j/0/1\",\"handle\":\"7\"}")),
                "row 17",
                "version 2",
                "newer Tombolo");
    }

    @Test
    void refusesWhatHasNoPlace() {
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\",\"handle\":\"7\",\"more\":1}"), "row 17", "more");
    }

    @Test
    void refusesWhatIsIncomplete() {
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\"}"), "row 17", "handle");
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\",\"handle\":null}"), "row 17", "handle");
        assertCorrupt(new Encoded("user-created", 1, bytes("{\"user\":\"ada\"}")), "row 17", "operator");
    }

    @Test
    void refusesWhatIsOfAnotherKind() {
        assertCorrupt(accepted("{\"attempt\":\"r/j/0\",\"handle\":\"7\"}"), "row 17", "RUN/JOB/INDEX/TRY");
        assertCorrupt(accepted("{\"attempt\":5,\"handle\":\"7\"}"), "row 17");
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\",\"handle\":7}"), "row 17");
        assertCorrupt(accepted("[]"), "row 17");
        assertCorrupt(accepted("null"), "row 17");
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\",\"handle\":\"7\"} {}"), "row 17");
        assertCorrupt(accepted("{\"attempt\":\"r/j/0/1\",\"han"), "row 17");
        assertCorrupt(
                new Encoded("run-ended", 1, bytes("{\"run\":\"r\",\"outcome\":{\"is\":\"vanished\"}}")),
                "row 17",
                "vanished");
    }

    @Test
    void readsAnOlderVersionThroughItsUpgrades() {
        var words = new ArrayList<>(Word.FACTS);
        words.removeIf(word -> word.name().equals("attempt-accepted"));
        words.add(new Word<>("attempt-accepted", 3, AttemptAccepted.class));
        var upgraded = new Codec(
                words,
                List.of(
                        new Upgrade("attempt-accepted", 1, tree -> tree.put("job", "7")),
                        new Upgrade("attempt-accepted", 2, tree -> {
                            tree.set("handle", tree.remove("job"));
                            return tree;
                        })));
        var expected = new AttemptAccepted(AttemptId.parse("r/j/0/1"), "7");
        assertThat(upgraded.fact(accepted("{\"attempt\":\"r/j/0/1\"}"), 1)).isEqualTo(expected);
        assertThat(upgraded.fact(
                        new Encoded("attempt-accepted", 2, bytes("{\"attempt\":\"r/j/0/1\",\"job\":\"7\"}")), 1))
                .isEqualTo(expected);
        assertThat(upgraded.encode(expected).version()).isEqualTo(3);
    }

    static Encoded encode(Codec codec, Object sample) {
        return switch (sample) {
            case Fact fact -> codec.encode(fact);
            case Entity entity -> codec.encode(entity);
            case HistoryRow row -> codec.encode(row);
            default -> throw new AssertionError(sample);
        };
    }

    static Object decode(Codec codec, Object like, Encoded encoded) {
        return switch (like) {
            case Fact _ -> codec.fact(encoded, 1);
            case Entity _ -> codec.entity(encoded, "here");
            case HistoryRow _ -> codec.history(encoded, "here");
            default -> throw new AssertionError(like);
        };
    }

    private void assertCorrupt(Encoded encoded, String... words) {
        assertThatThrownBy(() -> codec.fact(encoded, 17))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll(words);
    }

    private static List<Class<?>> types(List<? extends Word<?>> words) {
        var types = new ArrayList<Class<?>>();
        words.forEach(word -> types.add(word.type()));
        return types;
    }

    private static Encoded accepted(String json) {
        return new Encoded("attempt-accepted", 1, bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
