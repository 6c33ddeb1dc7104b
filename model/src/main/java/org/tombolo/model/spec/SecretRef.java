package org.tombolo.model.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// `secret://SCOPE/NAME`, or (ours) `secret://SCOPE/NAME/ENTRY` for one entry of a secret of type MAP.
public record SecretRef(Scope scope, String name, Optional<String> entry) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    public SecretRef(Scope scope, String name) {
        this(scope, name, Optional.empty());
    }

    /// Who can see it: the user, the project (the format's `group`, once `account`), everybody in the factory, or whom
    /// an operator lets.
    public enum Scope {
        USER,
        PROJECT,
        ORGANIZATION,
        CLUSTER
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// As a workflow file writes it.
    @Override
    public String toString() {
        var word = scope == Scope.PROJECT ? "group" : scope.name().toLowerCase(Locale.ROOT);
        return "secret://" + word + "/" + name + entry.map(key -> "/" + key).orElse("");
    }
}
