package org.tombolo.api.guard;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.tombolo.control.door.Factory;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.ProjectId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.User;

/// Stands before every route.
public final class Guard {
    private static final String SCHEME = "Bearer ";

    /// What can be told while the factory pauses.
    private static final Access STATUS = new Access(Verb.READ, Thing.FACTORY);

    private final Factory factory;
    private final InstantSource clock;
    private final Keyholder keyholder;

    public Guard(Factory factory, InstantSource clock, Keyholder keyholder) {
        this.factory = factory;
        this.clock = clock;
        this.keyholder = keyholder;
    }

    /// Lets the request in, or throws why not.
    ///
    /// @param authorization the header
    /// @param project       the one in the path
    /// @return who asks; empty where nobody needs to be known
    public Optional<Caller> admit(Optional<String> authorization, Access access, Optional<ProjectId> project) {
        if (Rules.verdict(new Standing.Nobody(), access) == Verdict.ALLOWED) {
            return Optional.empty();
        }
        var user = authenticate(authorization, access);
        var role = project.flatMap(id -> factory.members(id).stream()
                .filter(member -> member.user().equals(user.id()))
                .map(Member::role)
                .findFirst());
        var caller = new Caller(user, role);
        switch (Rules.verdict(caller.standing(), access)) {
            case ALLOWED -> project.ifPresent(this::mustExist);
            case WHO_ARE_YOU -> throw unknown();
            case FORBIDDEN -> throw forbidden(caller, access, project);
            case HIDDEN -> throw noProject(project);
        }
        return Optional.of(caller);
    }

    private User authenticate(Optional<String> authorization, Access access) {
        return authorization
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .map(Secrets::sha256)
                .flatMap(hash -> user(hash, access))
                .orElseThrow(Guard::unknown);
    }

    private Optional<User> user(String hash, Access access) {
        if (access.equals(STATUS) && factory.pausedReason().isPresent()) {
            var known = keyholder.ifHolding(hash);
            if (known.isPresent()) {
                return known;
            }
        }
        return factory.authenticate(hash, clock.instant());
    }

    private void mustExist(ProjectId project) {
        if (factory.projects().stream().noneMatch(each -> each.id().equals(project))) {
            throw noProject(Optional.of(project));
        }
    }

    private static TomboloException unknown() {
        return new TomboloException(
                ErrorCode.UNAUTHENTICATED,
                "the request needs a token that is known, not expired and not revoked, as \"Authorization: Bearer"
                        + " TOKEN\"; on this machine it is in the state folder's file \"token\", elsewhere an operator"
                        + " issues one by \"tombolo tokens issue\"");
    }

    private static TomboloException noProject(Optional<ProjectId> project) {
        return new TomboloException(
                ErrorCode.NOT_FOUND,
                "no project \"%s\" that you are a member of; \"tombolo projects\" lists yours"
                        .formatted(project.map(ProjectId::value).orElse("")));
    }

    private static TomboloException forbidden(Caller caller, Access access, Optional<ProjectId> project) {
        var what = "%s %s".formatted(access.verb(), access.thing()).toLowerCase(Locale.ROOT);
        var who = caller.user().id().value();
        return new TomboloException(
                ErrorCode.FORBIDDEN,
                project.map(id -> "user %s, %s of project %s, may not %s; an admin of the project can change the role"
                                .formatted(
                                        who,
                                        caller.role()
                                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                                .orElse("no member"),
                                        id,
                                        what))
                        .orElse("user %s may not %s; an operator of the factory may".formatted(who, what)));
    }
}
