package org.tombolo.control.projects;

import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.state.State;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.fact.FactoryFounded;
import org.tombolo.model.fact.MemberRemoved;
import org.tombolo.model.fact.MemberSet;
import org.tombolo.model.fact.ProjectCreated;
import org.tombolo.model.fact.TokenIssued;
import org.tombolo.model.fact.TokenRevoked;
import org.tombolo.model.fact.UserCreated;
import org.tombolo.model.work.Role;

/// Who there is, and what they may.
public final class ProjectDecisions {
    private ProjectDecisions() {}

    /// The first start of a factory. Does nothing when it has a name already, but for the token, which may have been
    /// drawn anew.
    public static Decision found(State state, Command.Found asked) {
        if (state.clock().factory().isPresent()) {
            return state.directory().tokenByHash(asked.sha256()).isPresent()
                    ? Decision.nothing()
                    : Decision.write(List.of(new TokenIssued(
                            asked.token(), asked.first(), asked.sha256(), Optional.empty(), "token file")));
        }
        return Decision.write(List.of(
                new FactoryFounded(asked.factory()),
                new UserCreated(asked.first(), true),
                new ProjectCreated(asked.project(), asked.first()),
                new MemberSet(asked.project(), asked.first(), Role.ADMIN),
                new TokenIssued(asked.token(), asked.first(), asked.sha256(), Optional.empty(), "token file")));
    }

    public static Decision create(State state, Request.CreateProject asked) {
        if (state.directory().project(asked.project()).isPresent()) {
            return Decision.refuse(ErrorCode.CONFLICT, "project " + asked.project() + " is there already");
        }
        return Decision.write(
                asked.project().value(),
                new ProjectCreated(asked.project(), asked.by()),
                new MemberSet(asked.project(), asked.by(), Role.ADMIN));
    }

    public static Decision create(State state, Request.CreateUser asked) {
        if (state.directory().user(asked.user()).isPresent()) {
            return Decision.refuse(ErrorCode.CONFLICT, "user " + asked.user() + " is there already");
        }
        return Decision.write(asked.user().value(), new UserCreated(asked.user(), asked.operator()));
    }

    public static Decision set(State state, Request.SetMember asked) {
        if (state.directory().project(asked.project()).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no project " + asked.project());
        }
        if (state.directory().user(asked.user()).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no user %s; create it first".formatted(asked.user()));
        }
        return Decision.write(asked.user().value(), new MemberSet(asked.project(), asked.user(), asked.role()));
    }

    public static Decision remove(State state, Request.RemoveMember asked) {
        if (state.directory().member(asked.project(), asked.user()).isEmpty()) {
            return Decision.refuse(
                    ErrorCode.NOT_FOUND, "%s is not a member of %s".formatted(asked.user(), asked.project()));
        }
        return Decision.write(asked.user().value(), new MemberRemoved(asked.project(), asked.user()));
    }

    public static Decision issue(State state, Request.IssueToken asked) {
        if (state.directory().user(asked.user()).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no user " + asked.user());
        }
        if (state.directory().token(asked.token()).isPresent()) {
            return Decision.refuse(ErrorCode.CONFLICT, "token " + asked.token() + " is there already");
        }
        return Decision.write(
                asked.token(),
                new TokenIssued(asked.token(), asked.user(), asked.sha256(), asked.expires(), asked.note()));
    }

    public static Decision revoke(State state, Request.RevokeToken asked) {
        if (state.directory().token(asked.token()).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no token " + asked.token());
        }
        return Decision.write(asked.token(), new TokenRevoked(asked.token()));
    }
}
