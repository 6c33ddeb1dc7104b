package org.tombolo.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tombolo.model.state.Entity;

/// A part of a snapshot as text: a line for each entity, which says type, version and JSON.
final class EntityLines {
    private EntityLines() {}

    static byte[] write(Codec codec, List<? extends Entity> entities) {
        var text = new ByteArrayOutputStream(entities.size() * 256);
        for (var entity : entities) {
            var encoded = codec.encode(entity);
            text.writeBytes((encoded.type() + " " + encoded.version() + " ").getBytes(StandardCharsets.US_ASCII));
            text.writeBytes(encoded.json()); // JSON without a line break: the codec writes none
            text.write('\n');
        }
        return text.toByteArray();
    }

    static List<Entity> read(Codec codec, byte[] text, String place) {
        var entities = new ArrayList<Entity>();
        int start = 0;
        while (start < text.length) {
            int end = find(text, '\n', start, place);
            int type = find(text, ' ', start, place);
            int version = find(text, ' ', type + 1, place);
            entities.add(codec.entity(
                    new Encoded(
                            ascii(text, start, type),
                            number(ascii(text, type + 1, version), place),
                            Arrays.copyOfRange(text, version + 1, end)),
                    place));
            start = end + 1;
        }
        return entities;
    }

    private static int find(byte[] text, char what, int from, String place) {
        for (int at = from; at < text.length; at++) {
            if (text[at] == what) {
                return at;
            }
        }
        throw Damage.at(place, "a line of it is incomplete");
    }

    private static int number(String text, String place) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Damage.at(place, "\"%s\" is no version".formatted(text), e);
        }
    }

    private static String ascii(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }
}
