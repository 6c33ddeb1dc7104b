package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.who.CreateUser;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists and creates users.
@picocli.CommandLine.Command(
        name = "tombolo users",
        description = "List users, create them.",
        footer = {
            "",
            "Examples:",
            "  tombolo users",
            "  tombolo users create ada",
            "  tombolo users create root --operator    one who may do everything"
        })
final class UsersCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    UsersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var users = session.factory().users();
        common.print(session.screen(), users, () -> {
            var table = new Table("USER", "OPERATOR", "CREATED");
            var now = session.clock().instant();
            users.items()
                    .forEach(user ->
                            table.row(user.id(), user.operator() ? "yes" : "no", Times.ago(user.createdAt(), now)));
            session.screen().print(table);
        });
        return 0;
    }

    /// What was made, for programs.
    private record Created(String user, boolean operator) {}

    @picocli.CommandLine.Command(description = "Create a user.")
    int create(
            @Mixin Common shared,
            @Parameters(paramLabel = "USER", description = "Lower-case letters, digits and '-'.") String user,
            @Option(names = "--operator", description = "May do everything.") boolean operator) {
        session.factory().createUser(new CreateUser(session.drawId(), user, operator));
        shared.print(
                session.screen(),
                new Created(user, operator),
                () -> session.screen()
                        .say("user %s is there; \"tombolo tokens issue --user %s\" makes a token"
                                .formatted(user, user)));
        return 0;
    }
}
