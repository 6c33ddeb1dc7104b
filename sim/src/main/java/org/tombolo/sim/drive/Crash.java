package org.tombolo.sim.drive;

/// The server dies here.
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Boundary where;

    Crash(Boundary where) {
        super(where.toString());
        this.where = where;
    }

    Boundary where() {
        return where;
    }
}
