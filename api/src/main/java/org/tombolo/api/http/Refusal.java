package org.tombolo.api.http;

/// What HTTP itself has a status for, on the way from a route to the edge; nothing outside this package sees one.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
