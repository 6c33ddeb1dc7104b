package org.tombolo.sim.drive;

/// The server dies here.
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where);
    }
}
