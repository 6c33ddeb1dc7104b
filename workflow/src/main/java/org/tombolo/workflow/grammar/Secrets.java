package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.Nearest;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.SecretRef.Scope;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;

/// References to secrets: `secret://SCOPE/NAME`, and (ours) `secret://SCOPE/NAME/ENTRY` for one entry of a MAP.
final class Secrets {
    static final String SCHEME = "secret://";
    private static final Pattern REFERENCE =
            Pattern.compile("secret://([a-z]{1,20})/([A-Za-z0-9][A-Za-z0-9._-]{0,252})(?:/([A-Za-z0-9._-]{1,253}))?");

    static final Form<SecretRef> FORM = ScalarForm.text(
            "secret://SCOPE/NAME (scopes: user, group, organization, cluster)", Secrets::parse, Secrets::meant);

    private Secrets() {}

    static Optional<SecretRef> parse(String text) {
        var match = REFERENCE.matcher(text.strip());
        return match.matches()
                ? scope(match.group(1))
                        .map(scope -> new SecretRef(scope, match.group(2), Optional.ofNullable(match.group(3))))
                : Optional.empty();
    }

    private static Optional<Scope> scope(String word) {
        return switch (word) {
            case "user" -> Optional.of(Scope.USER);
            case "group", "account", "project" -> Optional.of(Scope.PROJECT);
            case "organization" -> Optional.of(Scope.ORGANIZATION);
            case "cluster" -> Optional.of(Scope.CLUSTER);
            default -> Optional.empty();
        };
    }

    private static Optional<String> meant(String text) {
        var match = REFERENCE.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        return Nearest.to(match.group(1), List.of("user", "group", "organization", "cluster"))
                .map(scope -> SCHEME + scope + text.strip().substring((SCHEME + match.group(1)).length()));
    }
}
