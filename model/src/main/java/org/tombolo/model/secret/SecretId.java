package org.tombolo.model.secret;

import java.util.Comparator;
import java.util.Locale;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.SecretRef.Scope;

/// Which secret of the factory: a reference, and whose.
///
/// @param owner the user, or the project; empty where it is the factory's
public record SecretId(Scope scope, String owner, String name) implements Comparable<SecretId> {
    private static final Comparator<SecretId> ORDER =
            Comparator.comparing(SecretId::scope).thenComparing(SecretId::owner).thenComparing(SecretId::name);

    /// What a reference means in the work of this user in this project.
    public static SecretId of(SecretRef ref, ProjectId project, UserId user) {
        return switch (ref.scope()) {
            case USER -> new SecretId(Scope.USER, user.value(), ref.name());
            case PROJECT -> new SecretId(Scope.PROJECT, project.value(), ref.name());
            case ORGANIZATION, CLUSTER -> new SecretId(ref.scope(), "", ref.name());
        };
    }

    @Override
    public int compareTo(SecretId other) {
        return ORDER.compare(this, other);
    }

    /// One line that no other secret has: names and owners hold no `/`.
    @Override
    public String toString() {
        return scope.name().toLowerCase(Locale.ROOT) + "/" + (owner.isEmpty() ? "" : owner + "/") + name;
    }
}
