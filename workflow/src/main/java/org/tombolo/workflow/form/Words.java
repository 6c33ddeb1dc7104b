package org.tombolo.workflow.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Nearest;

/// One of a few words, in any case.
public final class Words<E> implements Form<E> {
    private final SequencedMap<String, E> words;
    private final ScalarForm<E> form;

    private Words(Map<String, E> words) {
        this.words = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(words));
        this.form = new ScalarForm<>(
                new Shape.Choice(List.copyOf(words.keySet())),
                scalar ->
                        Optional.ofNullable(this.words.get(scalar.text().strip().toLowerCase(Locale.ROOT))),
                text -> Nearest.to(text, words.keySet()));
    }

    /// The constants of an enumeration in kebab-case.
    public static <E extends Enum<E>> Words<E> of(Class<E> type) {
        var words = new LinkedHashMap<String, E>();
        for (E each : type.getEnumConstants()) {
            words.put(each.name().toLowerCase(Locale.ROOT).replace('_', '-'), each);
        }
        return new Words<>(words);
    }

    /// One more word for the same thing.
    public Words<E> and(String word, E meaning) {
        var more = new LinkedHashMap<>(words);
        more.put(word, meaning);
        return new Words<>(more);
    }

    @Override
    public Optional<E> read(At at) {
        return form.read(at);
    }

    @Override
    public Shape shape() {
        return form.shape();
    }
}
