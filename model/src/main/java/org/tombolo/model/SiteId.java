package org.tombolo.model;

/// A place that runs work: a DNS label, the name of its file in `sites/`.
public record SiteId(String value) implements Comparable<SiteId> {
    public SiteId {
        Names.requireDnsLabel("site", value);
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
