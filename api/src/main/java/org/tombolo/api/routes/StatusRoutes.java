package org.tombolo.api.routes;

import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.HostView;
import org.tombolo.control.door.SiteView;
import org.tombolo.model.FactoryId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.state.Project;
import org.tombolo.wire.Paths;
import org.tombolo.wire.factory.Health;
import org.tombolo.wire.factory.Status;
import org.tombolo.wire.factory.VersionAnswer;

/// The factory itself.
public final class StatusRoutes {
    private final Factory factory;
    private final Surroundings surroundings;

    public StatusRoutes(Factory factory, Surroundings surroundings) {
        this.factory = factory;
        this.surroundings = surroundings;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.HEALTH, Verb.READ, Thing.HEALTH, _ -> Answer.ok(new Health(true))),
                Route.of(
                        Method.GET,
                        Paths.VERSION,
                        Verb.READ,
                        Thing.FACTORY,
                        _ -> Answer.ok(new VersionAnswer(surroundings.version(), "v1"))),
                Route.of(Method.GET, Paths.STATUS, Verb.READ, Thing.FACTORY, this::status));
    }

    /// Of a factory that pauses, what is known without its live state.
    private Answer status(Call call) {
        var paused = factory.pausedReason();
        return Answer.ok(new Status(
                factory.id().map(FactoryId::value),
                ProcessHandle.current().pid(),
                surroundings.version(),
                surroundings.startedAt(),
                RunShape.of(factory.version()),
                paused,
                surroundings.home(),
                surroundings.diskBytes(),
                surroundings.diskFree(),
                paused.isPresent() ? 0 : liveRuns(call),
                paused.isPresent()
                        ? List.of()
                        : factory.sites().stream().map(StatusRoutes::line).toList()));
    }

    private int liveRuns(Call call) {
        var projects = factory.projects().stream()
                .map(Project::id)
                .filter(project -> isMember(call, project))
                .toList();
        return factory.liveRuns(projects);
    }

    private boolean isMember(Call call, ProjectId project) {
        return factory.members(project).stream()
                .anyMatch(member -> member.user().equals(call.user()));
    }

    private static Status.SiteLine line(SiteView view) {
        return new Status.SiteLine(
                view.site().id().value(),
                view.site().engine(),
                view.site().silentSince(),
                view.hosts().size(),
                view.hosts().stream()
                        .mapToInt(host -> host.capacity().cores().size())
                        .sum(),
                view.hosts().stream().mapToInt(HostView::coresTaken).sum(),
                view.hosts().stream().mapToInt(HostView::attempts).sum());
    }
}
