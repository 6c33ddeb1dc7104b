package org.tombolo.model;

/// One execution of a workflow. Drawn by the client, so that a repeated submit is the same run.
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        Names.requireDnsLabel("run", value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
