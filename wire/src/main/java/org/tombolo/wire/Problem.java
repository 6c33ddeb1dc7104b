package org.tombolo.wire;

import java.util.List;
import org.tombolo.model.ErrorCode;

/// Why a request was refused: the body of every answer from 400 on, as RFC 9457 (`application/problem+json`) has it.
///
/// @param type    of the problem, as a URN
/// @param detail  the thing, what was expected, what was found and the remedy
/// @param code    ours: the word that programs look at
/// @param request ours: the request's id, as in the server's log
/// @param errors  ours: each thing that is wrong, where there are several
public record Problem(
        String type, String title, int status, String detail, ErrorCode code, String request, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }
}
