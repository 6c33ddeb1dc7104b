package org.tombolo.api.guard;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.work.Role;

/// The whole table of who may. What is not in it is denied.
public final class Rules {
    /// Who a line is for.
    enum Who {
        ANYBODY,
        /// Everybody with a token; the route shows each his own.
        USER,
        OPERATOR,
        VIEWER,
        MEMBER,
        ADMIN,
        /// Any member of the project, or an operator.
        VIEWER_OR_OPERATOR,
        ADMIN_OR_OPERATOR
    }

    private record Rule(Verb verb, Thing thing, Who who) {}

    private static final List<Rule> RULES = List.of(
            new Rule(Verb.READ, Thing.HEALTH, Who.ANYBODY),
            new Rule(Verb.READ, Thing.FACTORY, Who.USER),
            new Rule(Verb.CHANGE, Thing.FACTORY, Who.OPERATOR),
            new Rule(Verb.READ, Thing.SITES, Who.USER),
            new Rule(Verb.CHANGE, Thing.SITES, Who.OPERATOR),
            new Rule(Verb.READ, Thing.USERS, Who.OPERATOR),
            new Rule(Verb.CREATE, Thing.USERS, Who.OPERATOR),
            new Rule(Verb.READ, Thing.TOKENS, Who.USER),
            new Rule(Verb.CREATE, Thing.TOKENS, Who.USER),
            new Rule(Verb.REMOVE, Thing.TOKENS, Who.USER),
            new Rule(Verb.READ, Thing.SECRETS, Who.USER),
            new Rule(Verb.CHANGE, Thing.SECRETS, Who.USER),
            new Rule(Verb.REMOVE, Thing.SECRETS, Who.USER),
            new Rule(Verb.CHANGE, Thing.FACTORY_SECRETS, Who.OPERATOR),
            new Rule(Verb.REMOVE, Thing.FACTORY_SECRETS, Who.OPERATOR),
            new Rule(Verb.READ, Thing.PROJECT_SECRETS, Who.VIEWER),
            new Rule(Verb.CHANGE, Thing.PROJECT_SECRETS, Who.MEMBER),
            new Rule(Verb.REMOVE, Thing.PROJECT_SECRETS, Who.MEMBER),
            new Rule(Verb.READ, Thing.PROJECTS, Who.USER),
            new Rule(Verb.CREATE, Thing.PROJECTS, Who.OPERATOR),
            new Rule(Verb.READ, Thing.MEMBERS, Who.VIEWER_OR_OPERATOR),
            new Rule(Verb.CHANGE, Thing.MEMBERS, Who.ADMIN_OR_OPERATOR),
            new Rule(Verb.REMOVE, Thing.MEMBERS, Who.ADMIN_OR_OPERATOR),
            new Rule(Verb.READ, Thing.RUNS, Who.VIEWER),
            new Rule(Verb.CREATE, Thing.RUNS, Who.MEMBER),
            new Rule(Verb.STOP, Thing.RUNS, Who.MEMBER),
            new Rule(Verb.READ, Thing.LOGS, Who.VIEWER),
            new Rule(Verb.CREATE, Thing.EXECS, Who.MEMBER),
            new Rule(Verb.READ, Thing.EXECS, Who.MEMBER),
            new Rule(Verb.CHANGE, Thing.EXECS, Who.MEMBER),
            new Rule(Verb.REMOVE, Thing.EXECS, Who.MEMBER),
            new Rule(Verb.READ, Thing.VOLUMES, Who.VIEWER),
            new Rule(Verb.CREATE, Thing.VOLUMES, Who.MEMBER),
            new Rule(Verb.CHANGE, Thing.VOLUMES, Who.MEMBER),
            new Rule(Verb.REMOVE, Thing.VOLUMES, Who.MEMBER),
            new Rule(Verb.READ, Thing.BLOBS, Who.MEMBER),
            new Rule(Verb.CREATE, Thing.BLOBS, Who.MEMBER));

    private Rules() {}

    /// Pure: the same standing and access have the same verdict everywhere.
    public static Verdict verdict(Standing standing, Access access) {
        var who = who(access);
        return switch (standing) {
            case Standing.Nobody() ->
                who.filter(Who.ANYBODY::equals).isPresent() ? Verdict.ALLOWED : Verdict.WHO_ARE_YOU;
            case Standing.Known known -> verdict(known, access, who);
        };
    }

    private static Verdict verdict(Standing.Known known, Access access, Optional<Who> who) {
        if (who.filter(each -> allows(each, known)).isPresent()) {
            return Verdict.ALLOWED;
        }
        boolean outside = known.role().isEmpty() && !known.operator();
        boolean operatorsToo = who.filter(each -> each == Who.VIEWER_OR_OPERATOR || each == Who.ADMIN_OR_OPERATOR)
                .isPresent();
        return access.thing().isOfProject() && (outside || (known.role().isEmpty() && !operatorsToo))
                ? Verdict.HIDDEN
                : Verdict.FORBIDDEN;
    }

    private static Optional<Who> who(Access access) {
        return RULES.stream()
                .filter(rule -> rule.verb() == access.verb() && rule.thing() == access.thing())
                .map(Rule::who)
                .findFirst();
    }

    private static boolean allows(Who who, Standing.Known known) {
        return switch (who) {
            case ANYBODY, USER -> true;
            case OPERATOR -> known.operator();
            case VIEWER -> has(known, Role.VIEWER);
            case MEMBER -> has(known, Role.MEMBER);
            case ADMIN -> has(known, Role.ADMIN);
            case VIEWER_OR_OPERATOR -> known.operator() || has(known, Role.VIEWER);
            case ADMIN_OR_OPERATOR -> known.operator() || has(known, Role.ADMIN);
        };
    }

    private static boolean has(Standing.Known known, Role least) {
        return known.role().filter(role -> role.compareTo(least) >= 0).isPresent();
    }
}
