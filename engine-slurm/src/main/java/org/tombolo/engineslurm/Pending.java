package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombolo.engine.Shape;
import org.tombolo.wire.agent.AgentJson;

/// What becomes of an order when that is there what its attempts need; in its folder until the scheduler has it.
///
/// @param words what sbatch is told
record Pending(Shape shape, List<String> words) {
    static final String NAME = "pending.json";

    Pending {
        words = List.copyOf(words);
    }

    byte[] bytes() {
        return new AgentJson().write(this);
    }

    static Pending read(Path file) throws IOException {
        return new AgentJson().read(Files.readAllBytes(file), Pending.class, file.toString());
    }
}
