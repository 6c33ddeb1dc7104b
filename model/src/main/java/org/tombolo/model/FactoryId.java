package org.tombolo.model;

/// One running Tombolo. Short: it is the first part of every label that a site sees.
public record FactoryId(String value) implements Comparable<FactoryId> {
    public FactoryId {
        Names.requireDnsLabel("factory", value);
    }

    @Override
    public int compareTo(FactoryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
