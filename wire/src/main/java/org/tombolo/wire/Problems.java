package org.tombolo.wire;

import java.util.List;
import java.util.Locale;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The one place where an error code becomes an HTTP status, a title and an exit code.
public final class Problems {
    private Problems() {}

    public static Problem of(TomboloException error, String request) {
        return of(error.code(), status(error.code()), String.valueOf(error.getMessage()), request, List.of());
    }

    /// With a status that says it better than the code's own, such as 405 or 413.
    public static Problem of(ErrorCode code, int status, String detail, String request, List<FieldError> errors) {
        var type = "urn:tombolo:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(type, title(code), status, detail, code, request, errors);
    }

    /// What the client throws for an answer that is a problem: the detail, then every error on a line of its own.
    public static TomboloException exception(Problem problem) {
        var text = new StringBuilder(problem.detail());
        problem.errors().forEach(error -> text.append('\n').append(error));
        return new TomboloException(problem.code(), text.toString());
    }

    public static int status(ErrorCode code) {
        return switch (code) {
            case BAD_INPUT -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case UNSUPPORTED -> 422;
            case QUOTA_EXCEEDED, BUSY -> 429;
            case SITE_FAILED -> 502;
            case PAUSED -> 503;
            case UNREACHABLE -> 504;
            case CORRUPT, INTERNAL -> 500;
        };
    }

    /// 2 for what the caller can mend, 3 for what did not answer or could not. (0 and 1 are for work that ended.)
    public static int exitCode(ErrorCode code) {
        return switch (code.blame()) {
            case CALLER -> 2;
            case CAPACITY, SITE, US -> 3;
        };
    }

    private static String title(ErrorCode code) {
        return switch (code) {
            case BAD_INPUT -> "The input cannot be understood";
            case UNAUTHENTICATED -> "A token is needed";
            case FORBIDDEN -> "This is not allowed";
            case NOT_FOUND -> "There is no such thing";
            case CONFLICT -> "The present state does not allow this";
            case UNSUPPORTED -> "The site cannot carry this out";
            case QUOTA_EXCEEDED -> "A quota is used up";
            case BUSY -> "Too much is asked at once";
            case UNREACHABLE -> "A site does not answer";
            case SITE_FAILED -> "A site failed";
            case PAUSED -> "The factory pauses";
            case CORRUPT -> "What is stored is damaged";
            case INTERNAL -> "The factory failed";
        };
    }
}
