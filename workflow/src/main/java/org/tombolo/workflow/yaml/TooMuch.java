package org.tombolo.workflow.yaml;

import org.tombolo.workflow.problem.Place;

/// Ends the composing of a tree that grows past its limits; never leaves this package.
final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String path;
    private final String what;

    TooMuch(Place place, String path, String what) {
        super(what, null, false, false);
        this.place = place;
        this.path = path;
        this.what = what;
    }

    Place place() {
        return place;
    }

    String path() {
        return path;
    }

    String what() {
        return what;
    }
}
