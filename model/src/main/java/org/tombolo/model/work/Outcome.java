package org.tombolo.model.work;

/// How a job or a run ended.
public sealed interface Outcome {
    record Succeeded() implements Outcome {}

    record Failed(String why) implements Outcome {}

    record Stopped(String why) implements Outcome {}

    /// It never ran, because of another node.
    record Skipped(String because) implements Outcome {}

    /// One word: `succeeded`, `failed`, `stopped`, `skipped`.
    default String word() {
        return switch (this) {
            case Succeeded() -> "succeeded";
            case Failed _ -> "failed";
            case Stopped _ -> "stopped";
            case Skipped _ -> "skipped";
        };
    }
}
