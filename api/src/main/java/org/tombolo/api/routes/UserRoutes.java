package org.tombolo.api.routes;

import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.model.UserId;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.who.CreateUser;
import org.tombolo.wire.who.User;

/// Users of the factory.
public final class UserRoutes {
    private final Factory factory;

    public UserRoutes(Factory factory) {
        this.factory = factory;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.USERS, Verb.READ, Thing.USERS, this::list),
                Route.of(Method.POST, Paths.USERS, Verb.CREATE, Thing.USERS, this::create));
    }

    private Answer list(Call call) {
        return Answer.ok(Items.all(factory.users().stream()
                .map(user -> new User(user.id().value(), user.operator(), user.createdAt()))
                .toList()));
    }

    private Answer create(Call call) {
        var asked = call.body(CreateUser.class);
        var done = factory.carryOut(new Request.CreateUser(
                call.user(), Words.request(asked.request()), new UserId(asked.user()), asked.operator()));
        return Answer.created(new Accepted(RunShape.of(done.version()), done.answer()));
    }
}
