package org.tombolo.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.tombolo.cli.client.Download;
import org.tombolo.cli.client.Place;
import org.tombolo.cli.client.Retry;
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
            "Copy files or folders out of a volume or of work that runs, or into it.",
            "RUN:VOLUME/PATH is a volume of a run, volume:NAME/PATH a persistent one. Volumes of ended runs stay for 24 hours.",
            "RUN:JOB:/PATH is what a job that runs sees there, RUN:JOB/INDEX:/PATH one task of it."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo cp last:results/model.bin .       one file",
            "  tombolo cp last:results/plots figures     a folder, to figures/plots",
            "  tombolo cp last:results/ figures          what is in the volume",
            "  tombolo cp last:results/answer.json -     a file to standard output",
            "  tombolo cp weights volume:models/v1/      a folder, to v1/weights of a persistent volume",
            "  tombolo cp last:train:/etc/os-release .   a file as the job sees it",
            "  tombolo cp fix.py last:train:/tmp/        a file, into the job's /tmp"
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
        var progress = new CopyProgress(session.screen());
        var notes = session.screen();
        if (isElsewhere(target) && !isElsewhere(source)) {
            var to = Source.parse(target);
            var retry = new Retry(session.factory().link(), notes::note);
            var done = new Sending(place(to, project), retry, progress::show)
                    .copy(source, Workflows.path(source), to.path());
            progress.end();
            print(done);
            return 0;
        }
        var from = Source.parse(source);
        if (target.equals("-")) {
            new Download(place(from, project), _ -> {})
                    .print(from.path(), session.screen().out());
            return 0;
        }
        var done = new Download(place(from, project), progress::show).copy(from.path(), Workflows.path(target));
        progress.end();
        print(done);
        return 0;
    }

    private Place place(Source named, String project) {
        if (named.job().isEmpty()) {
            return Place.volume(session.factory(), project, run(named, project), named.volume());
        }
        var run = new RunNames(session.factory(), project).run(named.run());
        var job = named.job().get();
        return Place.job(session.factory(), project, run.id(), job.job().orElseThrow(), job.index());
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
    private static boolean isElsewhere(String text) {
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

    /// @param path in the volume or the job's view, without a slash in front; empty: all of it
    /// @param job  instead of a volume: work that runs
    record Source(String run, String volume, Optional<Target> job, String path) {
        private static final Pattern OF_JOB = Pattern.compile("(?<run>[^:/]+):(?<job>[^:/]+(/[0-9]+)?):/+(?<path>.*)");

        static Source parse(String text) {
            var inside = OF_JOB.matcher(text);
            if (inside.matches()) {
                var job = Target.parse(inside.group("run") + "/" + inside.group("job"));
                return new Source(job.run(), "", Optional.of(job), inside.group("path"));
            }
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "\"%s\": expected RUN:VOLUME/PATH, such as last:results/model.bin, or RUN:JOB:/PATH"
                                .formatted(Names.printable(text)));
            }
            var rest = text.substring(colon + 1);
            int slash = rest.indexOf('/');
            var volume = slash < 0 ? rest : rest.substring(0, slash);
            var path = slash < 0 ? "" : rest.substring(slash).replaceFirst("^/+", "");
            return new Source(text.substring(0, colon), volume, Optional.empty(), path);
        }
    }
}
