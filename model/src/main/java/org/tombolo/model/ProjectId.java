package org.tombolo.model;

/// Who pays: a DNS label.
public record ProjectId(String value) implements Comparable<ProjectId> {
    public ProjectId {
        Names.requireDnsLabel("project", value);
    }

    @Override
    public int compareTo(ProjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
