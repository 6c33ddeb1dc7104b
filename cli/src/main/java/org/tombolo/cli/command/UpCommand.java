package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the factory of this machine.
@picocli.CommandLine.Command(
        name = "tombolo up",
        description = "Start the factory on this machine. It goes on when you log out.",
        footer = {
            "",
            "Examples:",
            "  tombolo up                 start it, if it does not run",
            "  tombolo up --foreground    stay with it, as a service of systemd does",
            "",
            "State lies in $TOMBOLO_HOME (default: ~/.local/state/tombolo)."
        })
final class UpCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Option(names = "--foreground", description = "Run it here, until Ctrl-C.")
    boolean foreground;

    UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (session.factory().link().isElsewhere()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "TOMBOLO_URL names a factory elsewhere, and \"up\" starts one here: unset TOMBOLO_URL");
        }
        var running = session.server().running();
        if (foreground) {
            running.ifPresent(server -> {
                throw new TomboloException(
                        ErrorCode.CONFLICT,
                        "a factory runs already on %s (process %d): end it with \"tombolo down\""
                                .formatted(session.home().folder(), server.pid()));
            });
            return session.server().runHere();
        }
        var server = running.isPresent() ? running.get() : session.server().start();
        var word = running.isPresent() ? "runs already" : "is up";
        common.print(
                session.screen(),
                server,
                () -> session.screen()
                        .say("the factory %s: %s (process %d, state in %s)"
                                .formatted(
                                        word,
                                        server.url(),
                                        server.pid(),
                                        session.home().folder())));
        return 0;
    }
}
