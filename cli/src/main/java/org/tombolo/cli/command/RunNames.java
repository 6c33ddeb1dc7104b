package org.tombolo.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.Query;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;

/// Which run people mean: its id, the beginning of its id, its name, or `last`.
final class RunNames {
    private static final String LAST = "last";

    /// How many of the newest runs are looked at for the beginning of an id.
    private static final int LOOKED_AT = 1000;

    private final FactoryClient factory;
    private final String project;

    RunNames(FactoryClient factory, String project) {
        this.factory = factory;
        this.project = project;
    }

    Run run(String text) {
        if (!text.equals(LAST) && Names.isDnsLabel(text)) {
            try {
                return factory.run(project, text);
            } catch (TomboloException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return factory.run(project, id(text));
    }

    private String id(String text) {
        if (text.equals(LAST)) {
            return first(new Query())
                    .orElseThrow(() -> new TomboloException(
                            ErrorCode.NOT_FOUND,
                            "project %s has no runs yet: start one with \"tombolo run PATH\"".formatted(project)))
                    .id();
        }
        return first(new Query().with("name", text)).map(RunSummary::id).orElseGet(() -> byPrefix(text));
    }

    private Optional<RunSummary> first(Query query) {
        return factory.runs(project, query, 1).items().stream().findFirst();
    }

    private String byPrefix(String text) {
        List<String> found = factory.runs(project, new Query(), LOOKED_AT).items().stream()
                .map(RunSummary::id)
                .filter(id -> id.startsWith(text))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        var name = Names.printable(text);
        throw found.isEmpty()
                ? new TomboloException(
                        ErrorCode.NOT_FOUND,
                        "no run \"%s\" in project %s: expected an id, its beginning, a name or \"last\"; \"tombolo ps\" lists them"
                                .formatted(name, project))
                : new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "\"%s\" begins the ids of %d runs (%s, ...): say more letters"
                                .formatted(
                                        name,
                                        found.size(),
                                        String.join(", ", found.subList(0, Math.min(3, found.size())))));
    }

    /// The job of that name, staging included.
    static Job job(Run run, String name) {
        return run.jobs().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND,
                        "run %s has no job \"%s\"; it has %s"
                                .formatted(
                                        run.id(),
                                        Names.printable(name),
                                        run.jobs().stream().map(Job::name).collect(Collectors.joining(", ")))));
    }
}
