package org.tombolo.engine;

/// How much of a site's story has been seen; meaningful to its engine only.
public record Cursor(String value) {
    public static final Cursor START = new Cursor("");
}
