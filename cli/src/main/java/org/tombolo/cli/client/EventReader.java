package org.tombolo.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads server-sent events as the HTML standard has them (section 9.2.6, interpreting an event stream).
final class EventReader {
    private final BufferedReader lines;

    EventReader(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16);
    }

    /// @param id empty where the event has none
    record Event(String name, String id, String data) {}

    /// The next event; empty at the end. An event that the end cuts is not one.
    Optional<Event> next() throws IOException {
        var name = "message";
        var id = "";
        var data = new StringBuilder();
        boolean any = false;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (any) {
                    return Optional.of(new Event(name, id, data.toString()));
                }
                name = "message";
                id = "";
                continue;
            }
            int colon = line.indexOf(':');
            if (colon == 0) {
                continue; // a comment: the server shows that it is there
            }
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> {
                    data.append(any ? "\n" : "").append(value);
                    any = true;
                }
                default -> {}
            }
        }
        return Optional.empty();
    }
}
