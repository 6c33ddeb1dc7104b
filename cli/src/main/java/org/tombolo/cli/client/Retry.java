package org.tombolo.cli.client;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tombolo.model.TomboloException;

/// Asks again while the factory is away. Only for requests that may be made twice: reads, and those with an id of ours.
public final class Retry {
    private final Link link;
    private final Consumer<String> notes;

    public Retry(Link link, Consumer<String> notes) {
        this.link = link;
        this.notes = notes;
    }

    public <T> T of(Supplier<T> question) throws InterruptedException {
        var patience = new Patience(notes);
        while (true) {
            try {
                var answer = question.get();
                patience.answered();
                return answer;
            } catch (TomboloException e) {
                patience.lost(e);
                link.forget();
            }
        }
    }
}
