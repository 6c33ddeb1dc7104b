package org.tombolo.api.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.tombolo.control.door.Factory;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretFields;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretType;
import org.tombolo.model.secret.SecretUse;
import org.tombolo.model.secret.SecretUses;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.spec.SecretRef.Scope;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Secret;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.secret.OneOffSecret;

/// Whether a run may have the secrets that its workflow refers to, and whether they are of use there.
final class SecretChecks {
    private SecretChecks() {}

    /// Those that come with the run, by name.
    static SequencedMap<String, SecretValue> oneOff(SequencedMap<String, OneOffSecret> given) {
        var values = new LinkedHashMap<String, SecretValue>();
        given.forEach((name, secret) -> values.put(
                SecretRoutes.name(name),
                SecretFields.read(
                        Words.parse("secrets." + name + ".type", secret.type(), SecretType.class), secret.fields())));
        return values;
    }

    /// All that is missing or of the wrong type, with its place and the remedy.
    static List<FieldError> faults(
            WorkflowSpec workflow,
            Factory factory,
            ProjectId project,
            UserId user,
            SequencedMap<String, SecretValue> oneOff,
            UnaryOperator<String> places) {
        var uses = workflow.nodes().stream()
                .flatMap(node -> SecretUses.of(node).stream())
                .toList();
        var known = uses.isEmpty() ? List.<Secret>of() : factory.secrets();
        var faults = new ArrayList<FieldError>();
        for (var use : uses) {
            var id = SecretId.of(use.ref(), project, user);
            var own = Optional.ofNullable(oneOff.get(use.ref().name()))
                    .filter(_ -> use.ref().scope() == Scope.USER);
            var type = own.map(SecretValue::type)
                    .or(() -> known.stream()
                            .filter(secret -> secret.id().equals(id))
                            .map(Secret::type)
                            .findFirst());
            if (type.isEmpty()) {
                faults.add(new FieldError(places.apply(use.path()), missing(use)));
            } else if (!use.isServedBy(type.get())) {
                faults.add(new FieldError(places.apply(use.path()), wrong(use, type.get())));
            } else if (own.orElse(null) instanceof SecretValue.MapOf(var entries)
                    && use.ref()
                            .entry()
                            .filter(key -> !entries.containsKey(key))
                            .isPresent()) {
                faults.add(new FieldError(
                        places.apply(use.path()),
                        "%s: the secret that came with the run has no such entry".formatted(use.ref())));
            }
        }
        return faults;
    }

    private static String missing(SecretUse use) {
        var scope = Words.of(use.ref().scope());
        return "there is no secret %s; set it by \"tombolo secrets set %s --scope %s --type %s\"%s"
                .formatted(
                        use.ref(),
                        use.ref().name(),
                        scope,
                        Words.of(expected(use)),
                        use.ref().scope() == Scope.USER
                                ? ", or pass it with the run by \"--secret %s=@FILE\""
                                        .formatted(use.ref().name())
                                : "");
    }

    private static String wrong(SecretUse use, SecretType found) {
        return "expected a secret of type %s, but %s is of type %s; refer to another, or set it again with --type %s"
                .formatted(Words.of(expected(use)), use.ref(), Words.of(found), Words.of(expected(use)));
    }

    private static SecretType expected(SecretUse use) {
        return use.ref().entry().isPresent() ? SecretType.MAP : use.accepts().getFirst();
    }
}
