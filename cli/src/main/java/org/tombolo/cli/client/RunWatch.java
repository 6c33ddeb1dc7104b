package org.tombolo.cli.client;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.Version;
import org.tombolo.wire.run.Run;

/// Follows a run from one version to the next, through restarts of the factory.
public final class RunWatch {
    private final FactoryClient factory;
    private final String path;
    private final Patience patience;
    private Optional<Version> seen = Optional.empty();

    /// @param notes told when the factory goes away and comes back
    public RunWatch(FactoryClient factory, String project, String run, Consumer<String> notes) {
        this(factory, project, run, new Patience(notes));
    }

    RunWatch(FactoryClient factory, String project, String run, Patience patience) {
        this.factory = factory;
        this.path = Paths.of(Paths.EVENTS, project, run);
        this.patience = patience;
    }

    /// Blocks until a version of the run fulfils the condition, or it has ended.
    public Run until(Predicate<Run> condition) throws InterruptedException {
        return until(condition, _ -> {});
    }

    /// @param each is shown every version on the way
    public Run until(Predicate<Run> condition, Consumer<Run> each) throws InterruptedException {
        while (true) {
            try {
                var found = follow(condition, each);
                if (found.isPresent()) {
                    return found.get();
                }
                patience.lost(new TomboloException(ErrorCode.UNREACHABLE, "the factory ended the stream"));
            } catch (TomboloException e) {
                patience.lost(e);
            }
            factory.link().forget(); // a restarted server listens elsewhere
        }
    }

    private Optional<Run> follow(Predicate<Run> condition, Consumer<Run> each) {
        var query = new Query().withAny("after", seen);
        try (var answer = factory.link().http().open(path + query, "text/event-stream")) {
            var events = new EventReader(answer.body());
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                if (!event.get().name().equals("run") && !event.get().name().equals("end")) {
                    continue;
                }
                patience.answered();
                var run = Json.answer(event.get().data(), Run.class);
                seen = Optional.of(run.version());
                each.accept(run);
                if (condition.test(run) || run.isEnded()) {
                    return Optional.of(run);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE, "the factory stopped to answer (%s)".formatted(e.getMessage()), e);
        }
    }
}
