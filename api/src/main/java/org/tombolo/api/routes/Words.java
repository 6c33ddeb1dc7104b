package org.tombolo.api.routes;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Constants as the API writes them: `OUT_OF_MEMORY` is `out-of-memory`.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant that a word from outside means.
    static <E extends Enum<E>> E parse(String field, String word, Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .filter(each -> of(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: expected %s, found \"%s\""
                                .formatted(
                                        field,
                                        Stream.of(type.getEnumConstants())
                                                .map(Words::of)
                                                .collect(Collectors.joining(" or ")),
                                        Names.printable(word))));
    }

    /// A text from outside that goes into the journal: no control characters, at most `most` characters.
    static String checked(String field, String text, int most) {
        if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: expected at most %d characters without control characters, found \"%s\""
                            .formatted(field, most, Names.printable(text)));
        }
        return text;
    }

    /// The id that a client draws for a request.
    static String request(String id) {
        if (id.isBlank()) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "request: expected an id drawn by the client, found none");
        }
        return checked("request", id, 128);
    }

    static Optional<String> checked(String field, Optional<String> text, int most) {
        return text.map(each -> checked(field, each, most));
    }
}
