package org.tombolo.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.workflow.Read;
import org.tombolo.workflow.WorkflowFile;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.upload.Listing;
import org.tombolo.workflow.upload.LocalFile;
import org.tombolo.workflow.upload.UploadLimits;
import org.tombolo.workflow.upload.Uploads;

/// Reads workflow files that people name on the command line.
final class Workflows {
    private Workflows() {}

    /// Throws with every problem, one a line.
    static WorkflowFile load(Path path, Map<String, String> settings) {
        return switch (WorkflowFiles.load(path, settings)) {
            case Read.Parsed(var file) -> file;
            case Read.Refused(var problems) -> throw refused(problems);
        };
    }

    /// The files that go with it; throws with everything that is in the way of them.
    static List<LocalFile> uploads(Path at, WorkflowFile file) {
        var folder = Optional.ofNullable(at.toAbsolutePath().getParent()).orElse(Path.of("/"));
        var listing = new Uploads(folder, Path.of("").toAbsolutePath(), UploadLimits.STANDARD)
                .list(file.name(), file.uploads(), file.params().values());
        return switch (listing) {
            case Listing.Listed(var files) -> files;
            case Listing.Refused(var problems) -> throw refused(problems);
        };
    }

    private static TomboloException refused(List<Problem> problems) {
        return new TomboloException(
                ErrorCode.BAD_INPUT,
                problems.size() == 1
                        ? problems.getFirst().text()
                        : "%s in %s:\n%s"
                                .formatted(
                                        Sizes.count(problems.size(), "problem"),
                                        problems.getFirst().file(),
                                        text(problems)));
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "\"%s\": expected a path".formatted(Names.printable(text)));
        }
    }
}
