package org.tombolo.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tombolo.cli.client.EventReader.Event;

final class EventReaderTest {
    private static EventReader reader(String text) {
        return new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEventsAndSkipsComments() throws IOException {
        var reader = reader(": alive\n\nevent: run\nid: 1.7\ndata: {}\n\ndata:a\ndata: b\n\n");
        assertThat(reader.next()).contains(new Event("run", "1.7", "{}"));
        assertThat(reader.next()).contains(new Event("message", "", "a\nb"));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void forgetsANameWithoutData() throws IOException {
        assertThat(reader("event: run\n\ndata: x\n\n").next()).contains(new Event("message", "", "x"));
    }

    @Test
    void dropsAnEventThatTheEndCuts() throws IOException {
        assertThat(reader("event: run\ndata: {\"half").next()).isEmpty();
    }
}
