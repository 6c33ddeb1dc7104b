package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.client.Download;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies results out of a run's volume.
@picocli.CommandLine.Command(
        name = "tombolo cp",
        description = "Copy files or folders out of a run's volume. Volumes of ended runs stay for 24 hours.",
        footer = {
            "",
            "Examples:",
            "  tombolo cp last:results/model.bin .       one file",
            "  tombolo cp last:results/plots figures     a folder, to figures/plots",
            "  tombolo cp last:results/ figures          what is in the volume",
            "  tombolo cp last:results/answer.json -     a file to standard output"
        })
final class CpCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(index = "0", paramLabel = "RUN:VOLUME/PATH", description = "A file or folder of a volume of the run.")
    String source = "";

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "Where it goes; made if it is not there. \"-\": standard output.")
    String target = "";

    CpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var from = Source.parse(source);
        var project = session.project(inProject.project);
        var run = new RunNames(session.factory(), project).run(from.run());
        if (!run.volumes().contains(from.volume())) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "run %s has no volume \"%s\"%s"
                            .formatted(
                                    run.id(),
                                    Names.printable(from.volume()),
                                    run.volumes().isEmpty()
                                            ? ": it has none, or they are deleted already (24 hours after its end)"
                                            : "; it has " + String.join(", ", run.volumes())));
        }
        var download = new Download(session.factory(), project, run.id(), from.volume());
        if (target.equals("-")) {
            download.print(from.path(), session.screen().out());
            return 0;
        }
        var done = download.copy(from.path(), Workflows.path(target));
        common.print(
                session.screen(),
                done,
                () -> session.screen()
                        .say("copied %s, %s, to %s"
                                .formatted(Sizes.count(done.files(), "file"), Sizes.text(done.bytes()), done.to())));
        return 0;
    }

    /// @param path in the volume, without a slash in front; empty: all of it
    record Source(String run, String volume, String path) {
        static Source parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "\"%s\": expected RUN:VOLUME/PATH, such as last:results/model.bin"
                                .formatted(Names.printable(text)));
            }
            var rest = text.substring(colon + 1);
            int slash = rest.indexOf('/');
            var volume = slash < 0 ? rest : rest.substring(0, slash);
            var path = slash < 0 ? "" : rest.substring(slash).replaceFirst("^/+", "");
            return new Source(text.substring(0, colon), volume, path);
        }
    }
}
