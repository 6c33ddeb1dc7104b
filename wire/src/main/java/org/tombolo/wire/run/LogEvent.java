package org.tombolo.wire.run;

/// A piece of output, as an event `log`. (As raw bytes, offsets are counted by the reader.)
///
/// @param stream `out`, `err` or `stage`
/// @param offset of its first byte in the stream
/// @param next   behind its last byte
/// @param text   decoded as UTF-8; what is not UTF-8 is shown as U+FFFD
public record LogEvent(String stream, long offset, long next, String text) {}
