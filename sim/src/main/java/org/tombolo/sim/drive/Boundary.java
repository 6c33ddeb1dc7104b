package org.tombolo.sim.drive;

/// Where a server may die. Between two of these nothing leaves the process and nothing is stored, so a crash there is
/// one
/// of these.
public enum Boundary {
    LEADING("when it has the lease and has read nothing"),
    RECOVERED("when it has read the journal and done nothing"),
    BEFORE_COMMIT("before a commit"),
    AFTER_COMMIT("after a commit, before anybody is told"),
    BEFORE_REPLY("before a reply, those before it given"),
    BEFORE_CALL("before a call, those before it sent"),
    AFTER_CALL("after a call was carried out, before its answer"),
    BEFORE_ANSWER("when an answer has come, before it is decided on"),
    IN_SNAPSHOT("inside a snapshot"),
    SNAPSHOT_END("before a snapshot is valid"),
    AFTER_SNAPSHOT("after a snapshot");

    private final String words;

    Boundary(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
