package org.tombolo.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.TomboloException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// All words of one kind, ready to be written and read.
final class Vocabulary<T> {
    /// What is needed for one word. Jackson's part is made at the first use: a start needs few of the words.
    private final class Entry {
        private final Word<T> word;
        private final TreeMap<Integer, Upgrade> upgrades = new TreeMap<>();
        private @Nullable ObjectWriter writer; // immutable, and the same whoever makes it: two threads may
        private @Nullable ObjectReader reader;

        Entry(Word<T> word, List<Upgrade> all) {
            this.word = word;
            all.stream()
                    .filter(step -> step.word().equals(word.name()))
                    .forEach(step -> upgrades.put(step.from(), step));
        }

        ObjectWriter writer() {
            var made = writer;
            if (made == null) {
                made = mapper.writerFor(word.type());
                writer = made;
            }
            return made;
        }

        ObjectReader reader() {
            var made = reader;
            if (made == null) {
                made = mapper.readerFor(word.type());
                reader = made;
            }
            return made;
        }
    }

    private final JsonMapper mapper;
    private final Map<Class<?>, Entry> byType = new HashMap<>();
    private final Map<String, Entry> byName = new HashMap<>();

    Vocabulary(JsonMapper mapper, List<Word<T>> words, List<Upgrade> upgrades) {
        this.mapper = mapper;
        for (var word : words) {
            var entry = new Entry(word, upgrades);
            byType.put(word.type(), entry);
            byName.put(word.name(), entry);
        }
    }

    Encoded encode(T value) {
        var entry = byType.get(value.getClass());
        if (entry == null) {
            throw new IllegalArgumentException("%s has no word in org.tombolo.journal.Word: add it there"
                    .formatted(value.getClass().getName()));
        }
        return new Encoded(
                entry.word.name(), entry.word.version(), entry.writer().writeValueAsBytes(value));
    }

    T decode(Encoded encoded, String place) {
        var entry = entry(encoded, place);
        try {
            T value = encoded.version() == entry.word.version()
                    ? entry.reader().readValue(encoded.json())
                    : entry.reader().readValue(upgraded(entry, encoded, place));
            if (value != null) {
                return value;
            }
        } catch (JacksonException | TomboloException e) {
            throw Damage.at(
                    place,
                    "\"%s\" version %d is not as it should be: %s"
                            .formatted(encoded.type(), encoded.version(), reason(e)),
                    e);
        }
        throw Damage.at(place, "\"%s\" is null".formatted(encoded.type()));
    }

    private Entry entry(Encoded encoded, String place) {
        var entry = byName.get(encoded.type());
        if (entry == null) {
            throw Damage.newer(place, "unknown type \"%s\"".formatted(encoded.type()));
        }
        if (encoded.version() > entry.word.version()) {
            throw Damage.newer(
                    place,
                    "\"%s\" has version %d, and this program knows it up to version %d"
                            .formatted(encoded.type(), encoded.version(), entry.word.version()));
        }
        return entry;
    }

    private ObjectNode upgraded(Entry entry, Encoded encoded, String place) {
        var tree = mapper.readValue(encoded.json(), ObjectNode.class);
        for (int from = encoded.version(); from < entry.word.version(); from++) {
            var upgrade = entry.upgrades.get(from);
            if (upgrade == null) {
                throw Damage.at(place, "\"%s\" has version %d, which never was".formatted(encoded.type(), from));
            }
            tree = upgrade.step().apply(tree);
        }
        return tree;
    }

    private static @Nullable String reason(RuntimeException e) {
        return e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    }
}
