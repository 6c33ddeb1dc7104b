package org.tombolo.wire.who;

import java.util.Optional;

/// @param request     drawn by the client. Repeating it is refused: the secret was shown and is not kept
/// @param user        whom the token stands for; the asker when left out
/// @param validMillis how long it is good; for ever when left out
public record IssueToken(String request, Optional<String> user, Optional<Long> validMillis, Optional<String> note) {}
