package org.tombolo.model;

/// The one exception type. The message names the thing, what was expected, what was found and the remedy.
public final class TomboloException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public TomboloException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public TomboloException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
