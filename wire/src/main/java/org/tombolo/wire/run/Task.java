package org.tombolo.wire.run;

import java.time.Instant;
import java.util.Optional;

/// One element of a job that has been tried.
///
/// @param state   `queued`, `delayed`, `trying`, `ended`
/// @param tries   how many attempts it has had
/// @param until   of a delayed one: when it is tried again
/// @param last    why the try before failed
/// @param attempt the latest
public record Task(
        int index,
        String state,
        int tries,
        Optional<Instant> until,
        Optional<String> last,
        Optional<Attempt> attempt) {}
