package org.tombolo.api.routes;

import java.util.List;
import java.util.Optional;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Done;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.state.Member;
import org.tombolo.model.work.Role;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.who.CreateProject;
import org.tombolo.wire.who.Me;
import org.tombolo.wire.who.Project;
import org.tombolo.wire.who.SetMember;

/// Projects and who is in them.
public final class ProjectRoutes {
    private final Factory factory;

    public ProjectRoutes(Factory factory) {
        this.factory = factory;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.ME, Verb.READ, Thing.FACTORY, this::me),
                Route.of(Method.GET, Paths.PROJECTS, Verb.READ, Thing.PROJECTS, this::list),
                Route.of(Method.POST, Paths.PROJECTS, Verb.CREATE, Thing.PROJECTS, this::create),
                Route.of(Method.GET, Paths.MEMBERS, Verb.READ, Thing.MEMBERS, this::members),
                Route.of(Method.PUT, Paths.MEMBER, Verb.CHANGE, Thing.MEMBERS, this::setMember),
                Route.of(Method.DELETE, Paths.MEMBER, Verb.REMOVE, Thing.MEMBERS, this::removeMember)
                        .asking("request"));
    }

    private Answer me(Call call) {
        var user = call.caller().user();
        return Answer.ok(new Me(user.id().value(), user.operator(), visible(call)));
    }

    private Answer list(Call call) {
        return Answer.ok(Items.all(visible(call)));
    }

    private List<Project> visible(Call call) {
        boolean all = call.caller().user().operator();
        return factory.projects().stream()
                .map(project -> new Project(project.id().value(), project.createdAt(), role(project.id(), call.user())))
                .filter(project -> all || project.role().isPresent())
                .toList();
    }

    private Optional<String> role(ProjectId project, UserId user) {
        return factory.members(project).stream()
                .filter(member -> member.user().equals(user))
                .map(Member::role)
                .map(Words::of)
                .findFirst();
    }

    private Answer create(Call call) {
        var asked = call.body(CreateProject.class);
        return created(factory.carryOut(new Request.CreateProject(
                call.user(), Words.request(asked.request()), new ProjectId(asked.project()))));
    }

    private Answer members(Call call) {
        return Answer.ok(Items.all(factory.members(call.project()).stream()
                .map(member -> new org.tombolo.wire.who.Member(member.user().value(), Words.of(member.role())))
                .toList()));
    }

    private Answer setMember(Call call) {
        var asked = call.body(SetMember.class);
        var role = Words.parse("role", asked.role(), Role.class);
        return accepted(factory.carryOut(new Request.SetMember(
                call.user(), Words.request(asked.request()), call.project(), new UserId(call.path("user")), role)));
    }

    private Answer removeMember(Call call) {
        return accepted(factory.carryOut(new Request.RemoveMember(
                call.user(), Words.request(call.request()), call.project(), new UserId(call.path("user")))));
    }

    private static Answer accepted(Done done) {
        return Answer.ok(new Accepted(RunShape.of(done.version()), done.answer()));
    }

    private static Answer created(Done done) {
        return Answer.created(new Accepted(RunShape.of(done.version()), done.answer()));
    }
}
