package org.tombolo.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Download;
import org.tombolo.cli.client.Sending;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies files between here and volumes.
@picocli.CommandLine.Command(
        name = "tombolo cp",
        description = {
            "Copy files or folders out of a volume, or into it.",
            "RUN:VOLUME/PATH is a volume of a run, volume:NAME/PATH a persistent one. Volumes of ended runs stay for 24 hours."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo cp last:results/model.bin .       one file",
            "  tombolo cp last:results/plots figures     a folder, to figures/plots",
            "  tombolo cp last:results/ figures          what is in the volume",
            "  tombolo cp last:results/answer.json -     a file to standard output",
            "  tombolo cp weights volume:models/v1/      a folder, to v1/weights of a persistent volume"
        })
final class CpCommand implements Callable<Integer> {
    private static final String KEPT = "volume";

    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(index = "0", paramLabel = "FROM", description = "A file or folder, of a volume or here.")
    String source = "";

    @Parameters(
            index = "1",
            paramLabel = "TO",
            description =
                    "Where it goes: a folder here, made if it is not there; a place in a volume; \"-\": standard output.")
    String target = "";

    CpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var project = session.project(inProject.project);
        if (isInVolume(target) && !isInVolume(source)) {
            var to = Source.parse(target);
            var done = new Sending(
                            session.factory(),
                            project,
                            run(to, project),
                            to.volume(),
                            note -> session.screen().note(note))
                    .copy(source, Workflows.path(source), to.path());
            print(done);
            return 0;
        }
        var from = Source.parse(source);
        var download = new Download(session.factory(), project, run(from, project), from.volume());
        if (target.equals("-")) {
            download.print(from.path(), session.screen().out());
            return 0;
        }
        print(download.copy(from.path(), Workflows.path(target)));
        return 0;
    }

    private void print(Download.Copied done) {
        common.print(
                session.screen(),
                done,
                () -> session.screen()
                        .say("copied %s, %s, to %s"
                                .formatted(Sizes.count(done.files(), "file"), Sizes.text(done.bytes()), done.to())));
    }

    /// `NAME:...` where there is no such file: what looks like a path is one.
    private static boolean isInVolume(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        return colon > 0 && (slash < 0 || colon < slash);
    }

    /// Empty: a persistent volume.
    private Optional<String> run(Source place, String project) {
        if (place.run().equals(KEPT)) {
            return Optional.empty();
        }
        var run = new RunNames(session.factory(), project).run(place.run());
        if (!run.volumes().contains(place.volume())) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "run %s has no volume \"%s\"%s"
                            .formatted(
                                    run.id(),
                                    Names.printable(place.volume()),
                                    run.volumes().isEmpty()
                                            ? ": it has none, or they are deleted already (24 hours after its end)"
                                            : "; it has " + String.join(", ", run.volumes())));
        }
        return Optional.of(run.id());
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
