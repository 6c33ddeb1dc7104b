package org.tombolo.model;

/// A person or a program that acts.
public record UserId(String value) implements Comparable<UserId> {
    public UserId {
        Names.requireWord("user", value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
