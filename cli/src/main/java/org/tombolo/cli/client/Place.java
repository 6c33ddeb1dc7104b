package org.tombolo.cli.client;

import java.util.Optional;
import org.tombolo.wire.Paths;
import org.tombolo.wire.store.Item;

/// Where files are at a factory. Paths are relative to it; "" is all of it.
public interface Place {
    Item item(String path);

    Http.Answer read(String path);

    void write(String path, boolean executable, long length, Http.Body body);

    /// For people, with a path in it.
    String text(String path);

    /// @param run empty: a volume of the project
    static Place volume(FactoryClient factory, String project, Optional<String> run, String volume) {
        var name = run.orElse("volume") + ":" + volume + "/";
        return run.<Place>map(id -> new Served(
                        factory,
                        new Served.Routes(
                                Paths.of(Paths.RUN_VOLUME_LIST, project, id, volume),
                                Paths.of(Paths.RUN_VOLUME_READ, project, id, volume),
                                Paths.of(Paths.RUN_VOLUME_WRITE, project, id, volume)),
                        new Query(),
                        name))
                .orElseGet(() -> new Served(
                        factory,
                        new Served.Routes(
                                Paths.of(Paths.VOLUME_LIST, project, volume),
                                Paths.of(Paths.VOLUME_READ, project, volume),
                                Paths.of(Paths.VOLUME_WRITE, project, volume)),
                        new Query(),
                        name));
    }

    /// What work that runs sees, from its root on.
    static Place job(FactoryClient factory, String project, String run, String job, Optional<Integer> index) {
        var query = new Query().with("job", job);
        return new Served(
                factory,
                new Served.Routes(
                        Paths.of(Paths.INNER_LIST, project, run),
                        Paths.of(Paths.INNER_READ, project, run),
                        Paths.of(Paths.INNER_WRITE, project, run)),
                index.map(each -> query.with("index", each)).orElse(query),
                run + ":" + job + index.map(each -> "/" + each).orElse("") + ":/");
    }
}
