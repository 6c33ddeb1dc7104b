package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.home.ProgramVersion;
import picocli.CommandLine.Mixin;

/// Says which Tombolo this is.
@picocli.CommandLine.Command(
        name = "tombolo version",
        description = "Say which Tombolo this is.",
        footer = {"", "Examples:", "  tombolo version"})
final class VersionCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    VersionCommand(Session session) {
        this.session = session;
    }

    /// For programs.
    private record Versions(String version, String java) {}

    @Override
    public Integer call() {
        var versions = new Versions(ProgramVersion.text(), Runtime.version().toString());
        common.print(session.screen(), versions, () -> session.screen().say("tombolo " + versions.version()));
        return 0;
    }
}
