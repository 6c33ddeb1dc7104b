package org.tombolo.engineslurm;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Observation;
import org.tombolo.model.AttemptId;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest;

/// The site's data, in the factory's own hands.
final class Data {
    private final SharedFolder folder;
    private final Storehouse house;

    Data(SharedFolder folder, Storehouse house) {
        this.folder = folder;
        this.house = house;
    }

    /// To put something there.
    Engine open() {
        return house.in(folder.data()).engine();
    }

    /// Empty where nothing was ever put there.
    Optional<Engine> found() {
        return Files.isDirectory(folder.data()) ? Optional.of(open()) : Optional.empty();
    }

    /// What was brought for an attempt.
    AgentAnswer.Prepared prepared(AttemptId attempt) {
        return switch (house.in(folder.data()).agent().ask(new AgentRequest.Prepared(attempt))) {
            case AgentAnswer.Prepared prepared -> prepared;
            case AgentAnswer.Failed(var code, var message) -> throw new TomboloException(code, message);
            case AgentAnswer other ->
                throw new IllegalStateException("an agent of another version: it answered " + other);
        };
    }

    /// What changed, without waiting for it.
    Observation since(Cursor cursor) {
        return found().map(engine -> engine.observe(cursor, Duration.ZERO))
                .orElseGet(() -> new Observation(Cursor.START, false, List.of()));
    }
}
