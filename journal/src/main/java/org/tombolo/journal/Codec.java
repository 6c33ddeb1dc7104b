package org.tombolo.journal;

import java.util.List;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Entity;

/// The records' shapes: facts, entities and history rows as JSON, and back. Strict on the way in: an unknown type, a
/// newer version, an unknown or a missing property is an error that names the place. May be used by many threads.
public final class Codec {
    private final Vocabulary<Fact> facts;
    private final Vocabulary<Entity> entities;
    private final Vocabulary<HistoryRow> history;

    public Codec() {
        this(Word.FACTS, Upgrade.ALL);
    }

    Codec(List<Word<Fact>> facts, List<Upgrade> upgrades) {
        var mapper = Shapes.mapper();
        this.facts = new Vocabulary<>(mapper, facts, upgrades);
        this.entities = new Vocabulary<>(mapper, Word.ENTITIES, upgrades);
        this.history = new Vocabulary<>(mapper, Word.HISTORY, upgrades);
    }

    public Encoded encode(Fact fact) {
        return facts.encode(fact);
    }

    public Encoded encode(Entity entity) {
        return entities.encode(entity);
    }

    public Encoded encode(HistoryRow row) {
        return history.encode(row);
    }

    /// @param seq of its row
    public Fact fact(Encoded encoded, long seq) {
        return facts.decode(encoded, "row " + seq);
    }

    /// @param place for the message when it cannot be read
    public Entity entity(Encoded encoded, String place) {
        return entities.decode(encoded, place);
    }

    /// @param place for the message when it cannot be read
    public HistoryRow history(Encoded encoded, String place) {
        return history.decode(encoded, place);
    }
}
