package org.tombolo.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.Items;
import org.tombolo.wire.who.CreateProject;
import org.tombolo.wire.who.Member;
import org.tombolo.wire.who.SetMember;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists and creates projects, sets their members.
@picocli.CommandLine.Command(
        name = "tombolo projects",
        description = "List projects; create them, and say who belongs to them.",
        footer = {
            "",
            "Examples:",
            "  tombolo projects",
            "  tombolo projects create nlp",
            "  tombolo projects members nlp",
            "  tombolo projects members nlp --set ada=admin --set ben=viewer --remove eve"
        })
final class ProjectsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    ProjectsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var projects = session.factory().projects();
        var screen = session.screen();
        common.print(screen, projects, () -> {
            var table = new Table("PROJECT", "YOUR ROLE", "CREATED");
            var now = session.clock().instant();
            projects.items()
                    .forEach(project ->
                            table.row(project.id(), project.role().orElse("-"), Times.ago(project.createdAt(), now)));
            screen.print(table);
        });
        return 0;
    }

    /// What was made, for programs.
    private record Created(String project) {}

    @picocli.CommandLine.Command(description = "Create a project.")
    int create(
            @Mixin Common shared,
            @Parameters(paramLabel = "PROJECT", description = "Lower-case letters, digits and '-'.") String project) {
        session.factory().createProject(new CreateProject(session.drawId(), project));
        shared.print(
                session.screen(),
                new Created(project),
                () -> session.screen().say("project %s is there".formatted(project)));
        return 0;
    }

    @picocli.CommandLine.Command(description = "List, set and remove a project's members.")
    int members(
            @Mixin Common shared,
            @Parameters(paramLabel = "PROJECT") String project,
            @Option(
                            names = "--set",
                            paramLabel = "USER=ROLE",
                            description = "Make a user viewer, member or admin; may be repeated.")
                    @Nullable
                    List<String> set,
            @Option(names = "--remove", paramLabel = "USER", description = "May be repeated.") @Nullable
                    List<String> remove) {
        Pairs.of("--set", orEmpty(set))
                .forEach((user, role) -> session.factory()
                        .setMember(project, user, new SetMember(session.drawId(), role.toLowerCase(Locale.ROOT))));
        orEmpty(remove).forEach(user -> session.factory().removeMember(project, user, session.drawId()));
        var members = session.factory().members(project);
        shared.print(session.screen(), members, () -> show(members));
        return 0;
    }

    private static List<String> orEmpty(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }

    private void show(Items<Member> members) {
        var table = new Table("USER", "ROLE");
        members.items().forEach(member -> table.row(member.user(), member.role()));
        session.screen().print(table);
    }
}
