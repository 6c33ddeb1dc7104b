package org.tombolo.model.spec;

/// One environment variable.
public sealed interface EnvEntry {
    String name();

    record Literal(String name, String value) implements EnvEntry {}

    /// Filled in where the attempt runs; never written down.
    record FromSecret(String name, SecretRef secret) implements EnvEntry {}
}
