package org.tombolo.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.who.IssueToken;
import org.tombolo.wire.who.IssuedToken;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists, issues and revokes tokens.
@picocli.CommandLine.Command(
        name = "tombolo tokens",
        description = "List tokens, issue and revoke them. A token's secret is shown once.",
        footer = {
            "",
            "Examples:",
            "  tombolo tokens",
            "  tombolo tokens issue --valid 30d --note laptop",
            "  tombolo tokens revoke NAME"
        })
final class TokensCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    TokensCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var tokens = session.factory().tokens();
        common.print(session.screen(), tokens, () -> {
            var table = new Table("TOKEN", "USER", "ISSUED", "EXPIRES", "NOTE");
            var now = session.clock().instant();
            tokens.items()
                    .forEach(token -> table.row(
                            token.name(),
                            token.user(),
                            Times.ago(token.issuedAt(), now),
                            token.expires()
                                    .map(end -> end.isBefore(now)
                                            ? "expired"
                                            : "in " + Times.span(Duration.between(now, end)))
                                    .orElse("never"),
                            token.note()));
            session.screen().print(table);
        });
        return 0;
    }

    @picocli.CommandLine.Command(description = "Issue a token.")
    int issue(
            @Mixin Common shared,
            @Option(names = "--user", paramLabel = "USER", description = "Whose (default: yours).") @Nullable
                    String user,
            @Option(names = "--valid", paramLabel = "SPAN", description = "For how long, such as 30d (default: ever).")
                    @Nullable
                    String valid,
            @Option(names = "--note", paramLabel = "TEXT", description = "What it is for.") @Nullable String note) {
        var issued = session.factory()
                .issueToken(new IssueToken(
                        session.drawId(),
                        Optional.ofNullable(user),
                        Optional.ofNullable(valid).map(Times::parseSpan).map(Duration::toMillis),
                        Optional.ofNullable(note)));
        shared.print(session.screen(), issued, () -> show(issued));
        return 0;
    }

    /// The secret alone on standard output, so that it can be put into a file without being read.
    private void show(IssuedToken issued) {
        session.screen().note("token %s of %s; this is shown once:".formatted(issued.name(), issued.user()));
        session.screen().say(issued.secret());
    }

    /// What was done, for programs.
    private record Revoked(String token) {}

    @picocli.CommandLine.Command(description = "Revoke a token.")
    int revoke(@Mixin Common shared, @Parameters(paramLabel = "NAME") String token) {
        session.factory().revokeToken(token, session.drawId());
        shared.print(
                session.screen(),
                new Revoked(token),
                () -> session.screen().say("token %s is revoked".formatted(token)));
        return 0;
    }
}
