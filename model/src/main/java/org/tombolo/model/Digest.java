package org.tombolo.model;

import java.util.regex.Pattern;

/// The name of an object: `sha256:` and 64 hex digits.
public record Digest(String value) implements Comparable<Digest> {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "digest \"%s\": expected sha256: and 64 hex digits".formatted(Names.printable(value)));
        }
    }

    /// The 64 hex digits alone.
    public String hex() {
        return value.substring(7);
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
