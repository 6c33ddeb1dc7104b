package org.tombolo.control.secrets;

import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.state.State;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.ProjectId;
import org.tombolo.model.fact.SecretRemoved;
import org.tombolo.model.fact.SecretSet;
import org.tombolo.model.spec.SecretRef.Scope;

/// Secrets come and go by name; the answer is the version that counts.
public final class SecretDecisions {
    private SecretDecisions() {}

    public static Decision set(State state, Request.SetSecret asked) {
        var secret = asked.secret();
        if (secret.scope() == Scope.PROJECT
                && state.directory().project(new ProjectId(secret.owner())).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no project " + secret.owner());
        }
        return Decision.write(
                asked.version(), new SecretSet(secret, asked.type(), asked.version(), asked.hidden(), asked.by()));
    }

    public static Decision remove(State state, Request.RemoveSecret asked) {
        return state.directory()
                .secret(asked.secret())
                .map(found -> Decision.write(found.version(), new SecretRemoved(asked.secret(), asked.by())))
                .orElseGet(() -> Decision.refuse(
                        ErrorCode.NOT_FOUND, "no secret %s; \"tombolo secrets\" lists them".formatted(asked.secret())));
    }
}
