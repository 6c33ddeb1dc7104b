package org.tombolo.control.door;

import java.util.List;
import java.util.SequencedMap;
import org.tombolo.workflow.Read;
import org.tombolo.workflow.WorkflowFile;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.form.NamedUpload;
import org.tombolo.workflow.problem.Problem;

/// Read by module `workflow`, as the command line reads them.
public final class WorkflowTexts implements Workflows {
    @Override
    public Reading read(String file, String text, SequencedMap<String, String> params) {
        return switch (WorkflowFiles.read(file, text, params)) {
            case Read.Parsed(var parsed) -> good(parsed);
            case Read.Refused(var problems) -> new Reading.Bad(faults(problems));
        };
    }

    private static Reading good(WorkflowFile file) {
        return new Reading.Good(
                file.spec(),
                faults(file.warnings()),
                file.uploads().stream().map(NamedUpload::name).distinct().toList(),
                path -> place(file.name() + ":" + file.places().of(path), path));
    }

    private static List<Fault> faults(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Fault(
                        place(problem.file() + ":" + problem.place(), problem.path()),
                        problem.what()
                                + problem.nearest()
                                        .map("; did you mean \"%s\"?"::formatted)
                                        .orElse("")))
                .toList();
    }

    private static String place(String place, String path) {
        return path.isEmpty() ? place : place + " " + path;
    }
}
