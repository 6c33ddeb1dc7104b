package org.tombolo.control.door;

import org.tombolo.engine.Shape;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretRefs;
import org.tombolo.model.secret.Secrets;

/// Where the values of secrets are kept. Asked when work goes to a site, past the loop and the journal.
public interface SecretStore {
    /// What attempts of this shape may know. `NOT_FOUND` names a secret that is not there any more, or is another kind
    /// than its place in the workflow needs; any other failure may pass.
    Secrets of(Shape shape);

    /// Nothing is kept.
    static SecretStore none() {
        return shape -> {
            SecretRefs.of(shape.node()).stream().findFirst().ifPresent(ref -> {
                throw new TomboloException(ErrorCode.NOT_FOUND, "%s: no secret %s".formatted(shape.job(), ref));
            });
            return Secrets.NONE;
        };
    }
}
