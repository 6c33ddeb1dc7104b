package org.tombolo.model.work;

import java.time.Instant;
import java.util.Optional;

/// What is shown of an attempt and never written down: the site tells it again.
///
/// @param progress of bytes that come or go
/// @param waits    why it has not started
/// @param endsBy   when the site will end it, by our clock; empty: it has as long as it likes, or nobody knows
public record Remarks(Optional<Progress> progress, Optional<Waits> waits, Optional<Instant> endsBy) {
    public static final Remarks NONE = new Remarks(Optional.empty(), Optional.empty(), Optional.empty());

    public static Remarks of(Optional<Progress> progress) {
        return new Remarks(progress, Optional.empty(), Optional.empty());
    }
}
