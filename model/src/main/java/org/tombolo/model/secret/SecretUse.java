package org.tombolo.model.secret;

import java.util.List;
import org.tombolo.model.spec.SecretRef;

/// A reference to a secret, and what it is good for there.
///
/// @param path    its place in the workflow, such as `jobs.train.image.secret`
/// @param accepts types that are of use there
public record SecretUse(String path, SecretRef ref, List<SecretType> accepts) {
    public SecretUse {
        accepts = List.copyOf(accepts);
    }

    /// One entry of a MAP serves as a VALUE does.
    public boolean isServedBy(SecretType type) {
        return ref.entry().isPresent()
                ? type == SecretType.MAP && accepts.contains(SecretType.VALUE)
                : accepts.contains(type);
    }
}
