package org.tombolo.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was ever written can be read for ever: `golden/vN/WORD.json` holds records of version N, a line each, and is
/// never changed. New ones are written, and old ones left alone, by
/// `mvn -pl journal -am test -Dtest=GoldenFilesTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dtombolo.golden.write=true`.
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final int SAMPLES = 4;

    private final Codec codec = new Codec();
    private final Map<String, Word<?>> words = new LinkedHashMap<>();

    GoldenFilesTest() throws IOException {
        for (var kind : List.of(Word.FACTS, Word.ENTITIES, Word.HISTORY)) {
            kind.forEach(word -> assertThat(words.put(word.name(), word)).isNull());
        }
        if (Boolean.getBoolean("tombolo.golden.write")) {
            for (var word : words.values()) {
                writeUnlessThere(word);
            }
        }
    }

    @Test
    void everyWordHasAGoldenFileOfItsVersion() {
        assertThat(words.values())
                .allSatisfy(word -> assertThat(file(word.name(), word.version()))
                        .as("write it: -Dtombolo.golden.write=true")
                        .exists());
    }

    @Test
    void everyGoldenFileIsReadAndNewOnesAreWrittenTheSameToTheByte() throws IOException {
        var seen = new HashSet<String>();
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var place = FOLDER.relativize(file); // vN/WORD.json
                int version = Integer.parseInt(place.getName(0).toString().substring(1));
                var name = place.getName(1).toString().replace(".json", "");
                assertThat(words).as("%s: a word is never removed", file).containsKey(name);
                check(file, requireNonNull(words.get(name)), version);
                seen.add(name);
            }
        }
        assertThat(seen).hasSameSizeAs(words.keySet());
    }

    private void check(Path file, Word<?> word, int version) throws IOException {
        for (var line : Files.readAllLines(file)) {
            var encoded = new Encoded(word.name(), version, line.getBytes(StandardCharsets.UTF_8));
            var back = encode(decode(word, encoded));
            if (version == word.version()) {
                assertThat(new String(back.json(), StandardCharsets.UTF_8))
                        .as(
                                "%s: its shape has changed: raise its version in Word, add an Upgrade from %d",
                                file, version)
                        .isEqualTo(line);
            }
        }
    }

    private Object decode(Word<?> word, Encoded encoded) {
        if (Word.FACTS.contains(word)) {
            return codec.fact(encoded, 1);
        }
        return Word.ENTITIES.contains(word) ? codec.entity(encoded, "golden") : codec.history(encoded, "golden");
    }

    private Encoded encode(Object value) {
        return CodecTest.encode(codec, value);
    }

    private void writeUnlessThere(Word<?> word) throws IOException {
        var file = file(word.name(), word.version());
        if (Files.exists(file)) {
            return;
        }
        var lines = new ArrayList<String>();
        for (int seed = 1; seed <= SAMPLES; seed++) {
            lines.add(new String(encode(new Samples(seed).of(word.type())).json(), StandardCharsets.UTF_8));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private static Path file(String name, int version) {
        return FOLDER.resolve("v" + version).resolve(name + ".json");
    }
}
