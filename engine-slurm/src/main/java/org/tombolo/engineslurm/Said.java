package org.tombolo.engineslurm;

/// What a command of the site said.
record Said(int status, String out, String err) {
    boolean worked() {
        return status == 0;
    }

    /// Its complaint, on one line.
    String complaint() {
        var text = err.isBlank() ? out : err;
        return text.strip().replace("\n", "; ");
    }
}
