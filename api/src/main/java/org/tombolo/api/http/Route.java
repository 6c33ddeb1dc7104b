package org.tombolo.api.http;

import java.util.List;
import org.tombolo.api.guard.Access;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;

/// A method and a path, who may, and what is done. There is no way to make one without its access.
///
/// @param path    one of `wire.Paths`
/// @param queries names that may stand behind `?`
public record Route(Method method, String path, Access access, List<String> queries, Handler handler) {
    public Route {
        queries = List.copyOf(queries);
        if (access.thing().isOfProject() != path.contains("{project}")) {
            throw new IllegalArgumentException(
                    "%s %s: what is of a project, and only that, has {project} in its path".formatted(method, path));
        }
    }

    public static Route of(Method method, String path, Verb verb, Thing thing, Handler handler) {
        return new Route(method, path, new Access(verb, thing), List.of(), handler);
    }

    /// The same with these names allowed behind `?`.
    public Route asking(String... names) {
        return new Route(method, path, access, List.of(names), handler);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
