package org.tombolo.model.work;

import org.tombolo.model.RunId;

/// How a job or a run ended.
public sealed interface Outcome {
    record Succeeded() implements Outcome {}

    record Failed(String why) implements Outcome {}

    record Stopped(String why) implements Outcome {}

    /// It did not run: an earlier run did, on the same inputs, with the same image and command, and its results are
    /// kept.
    record Kept(RunId from) implements Outcome {}

    /// It never ran, because of another node.
    record Skipped(String because) implements Outcome {}

    /// One word: `succeeded`, `failed`, `stopped`, `skipped`, `kept`.
    default String word() {
        return switch (this) {
            case Succeeded() -> "succeeded";
            case Failed _ -> "failed";
            case Stopped _ -> "stopped";
            case Skipped _ -> "skipped";
            case Kept _ -> "kept";
        };
    }

    /// Whether those that wait for its success may go on.
    default boolean isGood() {
        return this instanceof Succeeded || this instanceof Kept;
    }
}
