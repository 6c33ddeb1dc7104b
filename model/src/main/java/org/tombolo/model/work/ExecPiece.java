package org.tombolo.model.work;

import java.util.Optional;

/// What a command inside an attempt wrote, a piece of one stream. A terminal has output only.
///
/// @param next where to go on
/// @param exit how the command ended, with the last piece: its exit code, 128 and the signal's number for a signal
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record ExecPiece(boolean error, byte[] bytes, long next, Optional<Integer> exit) {}
