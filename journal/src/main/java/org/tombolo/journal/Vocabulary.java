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
    private record Entry<T>(
            Word<T> word, ObjectWriter writer, ObjectReader reader, TreeMap<Integer, Upgrade> upgrades) {}

    private final JsonMapper mapper;
    private final Map<Class<?>, Entry<T>> byType = new HashMap<>();
    private final Map<String, Entry<T>> byName = new HashMap<>();

    Vocabulary(JsonMapper mapper, List<Word<T>> words, List<Upgrade> upgrades) {
        this.mapper = mapper;
        for (var word : words) {
            var steps = new TreeMap<Integer, Upgrade>();
            upgrades.stream()
                    .filter(step -> step.word().equals(word.name()))
                    .forEach(step -> steps.put(step.from(), step));
            var entry = new Entry<>(word, mapper.writerFor(word.type()), mapper.readerFor(word.type()), steps);
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
                entry.word().name(), entry.word().version(), entry.writer().writeValueAsBytes(value));
    }

    T decode(Encoded encoded, String place) {
        var entry = entry(encoded, place);
        try {
            T value = encoded.version() == entry.word().version()
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

    private Entry<T> entry(Encoded encoded, String place) {
        var entry = byName.get(encoded.type());
        if (entry == null) {
            throw Damage.newer(place, "unknown type \"%s\"".formatted(encoded.type()));
        }
        if (encoded.version() > entry.word().version()) {
            throw Damage.newer(
                    place,
                    "\"%s\" has version %d, and this program knows it up to version %d"
                            .formatted(
                                    encoded.type(),
                                    encoded.version(),
                                    entry.word().version()));
        }
        return entry;
    }

    private ObjectNode upgraded(Entry<T> entry, Encoded encoded, String place) {
        var tree = mapper.readValue(encoded.json(), ObjectNode.class);
        for (int from = encoded.version(); from < entry.word().version(); from++) {
            var upgrade = entry.upgrades().get(from);
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
