package org.tombolo.api.routes;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Handler;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.SecretStore;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretFields;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretType;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.SecretRef.Scope;
import org.tombolo.model.state.Secret;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.secret.KeyRenewed;
import org.tombolo.wire.secret.SecretItem;
import org.tombolo.wire.secret.SetSecret;

/// Secrets are written here and never read: no route returns a value.
public final class SecretRoutes {
    private final Factory factory;
    private final SecretStore store;

    public SecretRoutes(Factory factory, SecretStore store) {
        this.factory = factory;
        this.store = store;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.SECRETS, Verb.READ, Thing.SECRETS, this::list),
                Route.of(Method.PUT, Paths.USER_SECRET, Verb.CHANGE, Thing.SECRETS, set(SecretRoutes::ofUser)),
                removing(Paths.USER_SECRET, Thing.SECRETS, SecretRoutes::ofUser),
                Route.of(
                        Method.PUT,
                        Paths.ORGANIZATION_SECRET,
                        Verb.CHANGE,
                        Thing.FACTORY_SECRETS,
                        set(call -> ofFactory(call, Scope.ORGANIZATION))),
                removing(Paths.ORGANIZATION_SECRET, Thing.FACTORY_SECRETS, call -> ofFactory(call, Scope.ORGANIZATION)),
                Route.of(
                        Method.PUT,
                        Paths.CLUSTER_SECRET,
                        Verb.CHANGE,
                        Thing.FACTORY_SECRETS,
                        set(call -> ofFactory(call, Scope.CLUSTER))),
                removing(Paths.CLUSTER_SECRET, Thing.FACTORY_SECRETS, call -> ofFactory(call, Scope.CLUSTER)),
                Route.of(Method.POST, Paths.SECRETS_KEY, Verb.CHANGE, Thing.FACTORY_SECRETS, this::renewKey),
                Route.of(Method.GET, Paths.PROJECT_SECRETS, Verb.READ, Thing.PROJECT_SECRETS, this::listOfProject),
                Route.of(
                        Method.PUT,
                        Paths.PROJECT_SECRET,
                        Verb.CHANGE,
                        Thing.PROJECT_SECRETS,
                        set(SecretRoutes::ofProject)),
                removing(Paths.PROJECT_SECRET, Thing.PROJECT_SECRETS, SecretRoutes::ofProject));
    }

    private Route removing(String path, Thing thing, Function<Call, SecretId> which) {
        return Route.of(Method.DELETE, path, Verb.REMOVE, thing, call -> remove(call, which.apply(call)))
                .asking("request");
    }

    private Handler set(Function<Call, SecretId> which) {
        return call -> set(call, which.apply(call));
    }

    private static SecretId ofUser(Call call) {
        return new SecretId(Scope.USER, call.user().value(), name(call.path("secret")));
    }

    private static SecretId ofProject(Call call) {
        return new SecretId(Scope.PROJECT, call.project().value(), name(call.path("secret")));
    }

    private static SecretId ofFactory(Call call, Scope scope) {
        return new SecretId(scope, "", name(call.path("secret")));
    }

    static String name(String name) {
        if (!SecretRef.isName(name)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "secret: expected a name of letters, digits, '.', '_' and '-', found \"%s\""
                            .formatted(Names.printable(name)));
        }
        return name;
    }

    private Answer list(Call call) {
        boolean operator = call.caller().user().operator();
        return items(secret -> switch (secret.id().scope()) {
            case USER -> secret.id().owner().equals(call.user().value());
            case PROJECT -> false;
            case ORGANIZATION, CLUSTER -> operator || !secret.hidden();
        });
    }

    private Answer listOfProject(Call call) {
        var project = call.project().value();
        return items(secret ->
                secret.id().scope() == Scope.PROJECT && secret.id().owner().equals(project));
    }

    private Answer items(Predicate<Secret> seen) {
        return Answer.ok(Items.all(
                factory.secrets().stream().filter(seen).map(SecretRoutes::shape).toList()));
    }

    private static SecretItem shape(Secret secret) {
        var id = secret.id();
        return new SecretItem(
                id.name(),
                Words.of(id.scope()),
                id.scope() == Scope.PROJECT ? Optional.of(id.owner()) : Optional.empty(),
                Words.of(secret.type()),
                new SecretRef(id.scope(), id.name()).toString(),
                secret.hidden(),
                secret.by().value(),
                secret.at());
    }

    /// Stored first, then named: what is acknowledged has its value, and what a crash leaves between leads nowhere.
    private Answer set(Call call, SecretId id) {
        var asked = call.body(SetSecret.class);
        var request = Words.request(asked.request());
        var type = Words.parse("type", asked.type(), SecretType.class);
        if (asked.hidden() && id.scope() != Scope.ORGANIZATION) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "hidden: expected false but for a secret of the organization, found true");
        }
        var value = SecretFields.read(type, asked.fields());
        var before = find(id).map(Secret::version);
        var version = store.keep(id, value);
        var done =
                carryOut(new Request.SetSecret(call.user(), request, id, type, version, asked.hidden()), id, version);
        if (done.answer().equals(version)) {
            before.ifPresent(old -> store.drop(id, old));
        } else {
            store.drop(id, version); // the same request was carried out before
        }
        return Answer.ok(new Accepted(RunShape.of(done.version()), id.name()));
    }

    private org.tombolo.control.door.Done carryOut(Request request, SecretId id, String version) {
        try {
            return factory.carryOut(request);
        } catch (TomboloException e) {
            if (e.code() != ErrorCode.PAUSED) { // else nobody knows whether it was carried out
                store.drop(id, version);
            }
            throw e;
        }
    }

    private Answer remove(Call call, SecretId id) {
        var before = find(id).map(Secret::version);
        var done = factory.carryOut(new Request.RemoveSecret(call.user(), Words.request(call.request()), id));
        before.filter(done.answer()::equals).ifPresent(version -> store.drop(id, version));
        return Answer.ok(new Accepted(RunShape.of(done.version()), id.name()));
    }

    private Optional<Secret> find(SecretId id) {
        return factory.secrets().stream()
                .filter(secret -> secret.id().equals(id))
                .findFirst();
    }

    private Answer renewKey(Call call) {
        return Answer.ok(new KeyRenewed(store.renewKey()));
    }
}
