package org.tombolo.api.routes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.tombolo.api.guard.Secrets;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.model.state.Token;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.who.IssueToken;
import org.tombolo.wire.who.IssuedToken;

/// Tokens: everybody has his own; an operator has all.
public final class TokenRoutes {
    private static final long LONGEST_MILLIS = Duration.ofDays(3650).toMillis();

    private final Factory factory;
    private final Secrets secrets;
    private final InstantSource clock;

    public TokenRoutes(Factory factory, Secrets secrets, InstantSource clock) {
        this.factory = factory;
        this.secrets = secrets;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.TOKENS, Verb.READ, Thing.TOKENS, this::list),
                Route.of(Method.POST, Paths.TOKENS, Verb.CREATE, Thing.TOKENS, this::issue),
                Route.of(Method.DELETE, Paths.TOKEN, Verb.REMOVE, Thing.TOKENS, this::revoke)
                        .asking("request"));
    }

    private Answer list(Call call) {
        return Answer.ok(Items.all(factory.tokens().stream()
                .filter(token -> isHis(call, token.user()))
                .map(token -> new org.tombolo.wire.who.Token(
                        token.name(), token.user().value(), token.issuedAt(), token.expires(), token.note()))
                .toList()));
    }

    private Answer issue(Call call) {
        var asked = call.body(IssueToken.class);
        var user = asked.user().map(UserId::new).orElse(call.user());
        if (!isHis(call, user)) {
            throw new TomboloException(
                    ErrorCode.FORBIDDEN,
                    "user %s may issue tokens for himself only; an operator of the factory for others"
                            .formatted(call.user()));
        }
        var expires = asked.validMillis().map(TokenRoutes::valid).map(clock.instant()::plusMillis);
        var name = secrets.name();
        var secret = secrets.draw();
        var done = factory.carryOut(new Request.IssueToken(
                call.user(),
                Words.request(asked.request()),
                name,
                user,
                Secrets.sha256(secret),
                expires,
                Words.checked("note", asked.note().orElse(""), 200)));
        if (!done.answer().equals(name)) { // the same request was made before, with a secret that nobody keeps
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "request %s issued token %s already, whose secret was shown then; revoke it and ask with another"
                                    .formatted(Names.printable(asked.request()), done.answer())
                            + " request id");
        }
        return Answer.created(new IssuedToken(name, user.value(), secret, expires));
    }

    private Answer revoke(Call call) {
        var name = call.path("token");
        boolean isHis = factory.tokens().stream()
                .filter(token -> token.name().equals(name))
                .map(Token::user)
                .anyMatch(user -> isHis(call, user));
        if (!isHis) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "no token \"%s\" of yours; \"tombolo tokens\" lists them".formatted(Names.printable(name)));
        }
        var done = factory.carryOut(new Request.RevokeToken(call.user(), Words.request(call.request()), name));
        return Answer.ok(new Accepted(RunShape.of(done.version()), done.answer()));
    }

    private static boolean isHis(Call call, UserId user) {
        return call.caller().user().operator() || call.user().equals(user);
    }

    private static long valid(long millis) {
        if (millis < 1 || millis > LONGEST_MILLIS) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "validMillis: expected 1 to %d (ten years), found %d".formatted(LONGEST_MILLIS, millis));
        }
        return millis;
    }
}
