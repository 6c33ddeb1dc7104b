package org.tombolo.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.upload.Listing;
import org.tombolo.workflow.upload.LocalFile;
import org.tombolo.workflow.upload.UploadLimits;
import org.tombolo.workflow.upload.Uploads;

/// What can be said of a workflow on this machine without a factory: the file, and the files beside it.
///
/// @param file    empty when it cannot be read
/// @param uploads what would be sent along
public record Check(
        Optional<WorkflowFile> file, List<LocalFile> uploads, List<Problem> problems, List<Problem> warnings) {
    public Check {
        uploads = List.copyOf(uploads);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /// @param given         a workflow file, or a folder with `workflow.yaml`
    /// @param workingFolder what paths in the settings are relative to
    public static Check of(Path given, Map<String, String> settings, Path workingFolder) {
        return switch (WorkflowFiles.load(given, settings)) {
            case Read.Refused(var problems) -> new Check(Optional.empty(), List.of(), problems, List.of());
            case Read.Parsed(var file) -> of(file, folderOf(given), workingFolder);
        };
    }

    public boolean isGood() {
        return problems.isEmpty();
    }

    /// Where the workflow is: names in it are relative to this folder.
    public static Path folderOf(Path given) {
        var folder = WorkflowFiles.fileAt(given).toAbsolutePath().getParent();
        return folder == null ? given.toAbsolutePath() : folder;
    }

    private static Check of(WorkflowFile file, Path folder, Path workingFolder) {
        var uploads = new Uploads(folder, workingFolder, UploadLimits.STANDARD);
        return switch (uploads.list(file.name(), file.uploads(), file.params().values())) {
            case Listing.Listed(var files) -> new Check(Optional.of(file), files, List.of(), file.warnings());
            case Listing.Refused(var problems) -> new Check(Optional.of(file), List.of(), problems, file.warnings());
        };
    }
}
