package org.tombolo.model;

/// What went wrong, in one word. Each code blames one party; HTTP status, exit code and log level follow from it
/// (`wire.Problems` is the one place that turns it into them).
public enum ErrorCode {
    /// A file, parameter or body that cannot be understood.
    BAD_INPUT(Blame.CALLER),
    /// No token, or one that is not known.
    UNAUTHENTICATED(Blame.CALLER),
    /// The principal may not do this.
    FORBIDDEN(Blame.CALLER),
    NOT_FOUND(Blame.CALLER),
    /// The thing is there already, or in a state that does not allow this.
    CONFLICT(Blame.CALLER),
    /// Understood, but the chosen site cannot carry it out.
    UNSUPPORTED(Blame.CALLER),
    QUOTA_EXCEEDED(Blame.CAPACITY),
    /// Too much asked at once; try again later.
    BUSY(Blame.CAPACITY),
    /// A site, or the factory itself, does not answer.
    UNREACHABLE(Blame.SITE),
    /// The site answered, and could not.
    SITE_FAILED(Blame.SITE),
    /// The journal does not take writes at the moment; nothing was changed.
    PAUSED(Blame.US),
    /// A journal or state folder that is damaged or newer than this program.
    CORRUPT(Blame.US),
    INTERNAL(Blame.US);

    /// Who can mend it.
    public enum Blame {
        CALLER,
        CAPACITY,
        SITE,
        US
    }

    private final Blame blame;

    ErrorCode(Blame blame) {
        this.blame = blame;
    }

    public Blame blame() {
        return blame;
    }
}
