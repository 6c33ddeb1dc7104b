package org.tombolo.model.spec;

/// `secret://SCOPE/NAME`.
public record SecretRef(Scope scope, String name) {
    /// Who can see it: the user, the project (the format's `group`, once `account`), everybody in the factory, or whom
    /// an operator lets.
    public enum Scope {
        USER,
        PROJECT,
        ORGANIZATION,
        CLUSTER
    }
}
