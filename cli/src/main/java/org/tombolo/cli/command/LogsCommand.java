package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what work wrote, or follows it.
@picocli.CommandLine.Command(
        name = "tombolo logs",
        description = "Show what work wrote: its output on standard output, its errors on standard error.",
        footer = {
            "",
            "Examples:",
            "  tombolo logs last                   of every job, each line with the job's name",
            "  tombolo logs -f last train          follow one job",
            "  tombolo logs last sweep/7 --err     the errors of one task of an array",
            "  tombolo logs last train --out >x    its output, byte for byte",
            "  tombolo logs last train --stage     how its image came, or its files"
        })
final class LogsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the work has ended.")
    boolean follow;

    @Option(names = "--out", description = "Only the output.")
    boolean out;

    @Option(names = "--err", description = "Only the errors.")
    boolean err;

    @Option(names = "--stage", description = "What was done before it ran: images, transfers.")
    boolean stage;

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines.")
    Optional<Integer> tail = Optional.empty();

    @Parameters(index = "0", paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JOB[/INDEX]",
            description = "Only this job, or task of an array.")
    Optional<String> job = Optional.empty();

    LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var project = session.project(inProject.project);
        var found = new RunNames(session.factory(), project).run(run);
        var jobs = job.map(text -> List.of(RunNames.job(found, name(text))))
                .orElseGet(() -> stage ? found.jobs() : withoutStaging(found));
        var index = job.flatMap(LogsCommand::index);
        boolean alone = jobs.size() == 1 && (!jobs.getFirst().array() || index.isPresent());
        var notes = new OnceNotes(session.screen()::note);
        var writer = new LogWriter(session.screen(), common.json, alone, jobs);
        var readers = new ArrayList<LogReader>();
        for (var each : jobs) {
            for (var stream : streams(each)) {
                readers.add(new LogReader(
                        session,
                        notes,
                        writer,
                        new LogReader.Of(project, found.id(), each, index, stream),
                        follow,
                        tail));
            }
        }
        if (follow) {
            together(readers);
        } else {
            for (var reader : readers) {
                reader.read();
            }
        }
        writer.end();
        requireSomething(readers, found);
        return 0;
    }

    /// A transfer has no other output.
    private List<String> streams(Job job) {
        if (stage || job.kind().equals("staging")) {
            return List.of("stage");
        }
        return out == err ? List.of("out", "err") : out ? List.of("out") : List.of("err");
    }

    /// Each on a thread of its own: output comes when it likes.
    private static void together(List<LogReader> readers) throws InterruptedException {
        var threads =
                readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
        for (var thread : threads) {
            thread.join();
        }
        for (var reader : readers) {
            reader.rethrow();
        }
    }

    private void requireSomething(List<LogReader> readers, Run found) {
        if (readers.stream().noneMatch(LogReader::hasBegun)) {
            session.screen()
                    .note("nothing has started yet, so there is no output; \"tombolo explain %s\" says why"
                            .formatted(found.id()));
        }
    }

    private static List<Job> withoutStaging(Run run) {
        return run.jobs().stream()
                .filter(each -> !each.kind().equals("staging"))
                .toList();
    }

    private static String name(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static Optional<Integer> index(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var number = text.substring(slash + 1);
        if (!number.matches("[0-9]{1,9}")) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "\"%s\": expected JOB or JOB/INDEX, such as sweep/7".formatted(Names.printable(text)));
        }
        return Optional.of(Integer.parseInt(number));
    }
}
