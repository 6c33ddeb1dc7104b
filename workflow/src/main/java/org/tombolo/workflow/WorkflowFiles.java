package org.tombolo.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.workflow.check.Checks;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Declared;
import org.tombolo.workflow.form.Reading;
import org.tombolo.workflow.grammar.WorkflowForm;
import org.tombolo.workflow.params.Expansion;
import org.tombolo.workflow.params.Parameters;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.problem.Problems;
import org.tombolo.workflow.yaml.Node;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Places;
import org.tombolo.workflow.yaml.YamlText;
import org.tombolo.workflow.yaml.YamlTree;

/// The door of this module: reads workflow files. Holds nothing; safe for any number of threads.
public final class WorkflowFiles {
    /// What a folder stands for.
    public static final String FILE_NAME = "workflow.yaml";

    private WorkflowFiles() {}

    /// @param name     of the file, for messages
    /// @param settings parameters by name, as given with `--set`
    public static Read read(String name, byte[] bytes, Map<String, String> settings) {
        var problems = new Problems(name);
        var file = YamlText.decode(bytes, problems)
                .flatMap(text -> YamlTree.read(text, problems))
                .flatMap(root -> mapping(root, problems))
                .flatMap(root -> file(name, root, settings, problems));
        return file.isPresent() && problems.isEmpty() ? new Read.Parsed(file.get()) : new Read.Refused(problems.all());
    }

    public static Read read(String name, String text, Map<String, String> settings) {
        return read(name, text.getBytes(StandardCharsets.UTF_8), settings);
    }

    /// Reads a file of this machine, or `workflow.yaml` in a folder. Its size is looked at first.
    public static Read load(Path given, Map<String, String> settings) {
        var path = fileAt(given);
        var name = path.toString();
        try {
            if (!Files.isRegularFile(path)) {
                return refused(
                        name,
                        Files.isDirectory(given)
                                ? "expected a workflow file, found a folder without " + FILE_NAME
                                : "expected a workflow file or a folder with " + FILE_NAME + ", found "
                                        + (Files.exists(path) ? "something else" : "nothing"));
            }
            if (Files.size(path) > YamlText.MOST_BYTES) {
                return refused(name, YamlText.tooLarge(Files.size(path)));
            }
            try (var in = Files.newInputStream(path)) {
                return read(name, in.readNBytes(YamlText.MOST_BYTES + 1), settings);
            }
        } catch (IOException e) {
            return refused(name, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /// The file that a path given by a person means.
    public static Path fileAt(Path given) {
        return Files.isDirectory(given) ? given.resolve(FILE_NAME) : given;
    }

    private static Read refused(String name, String what) {
        return new Read.Refused(List.of(new Problem(name, Place.START, "", what, Optional.empty())));
    }

    private static Optional<Mapping> mapping(Node root, Problems problems) {
        if (root instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(root.place(), "", "expected a workflow (version: v4, jobs: ...), found " + root.described());
        return Optional.empty();
    }

    private static Optional<WorkflowFile> file(
            String name, Mapping written, Map<String, String> settings, Problems problems) {
        var version = version(written);
        var first = new Reading(problems, version, Declared.in(written));
        var parameters = Parameters.in(written, settings, first);
        var root = Expansion.of(written, parameters, first);
        var reading = new Reading(problems, version, Declared.in(root));
        var places = Places.of(written);
        var spec = WorkflowForm.FORM.read(new At(root, root.place(), "", reading));
        spec.ifPresent(it -> Checks.run(it, places, problems));
        return spec.map(it -> whole(name, it, places, parameters, reading));
    }

    private static WorkflowFile whole(
            String name, WorkflowSpec spec, Places places, Parameters parameters, Reading reading) {
        return new WorkflowFile(
                name,
                spec,
                places,
                parameters.values(),
                reading.uploads(),
                reading.problems().warnings());
    }

    /// A look ahead: mounts are written differently. What is wrong with it is said when it is read.
    private static FormatVersion version(Mapping root) {
        boolean isV1 = root.entry("version")
                .filter(entry -> entry.value() instanceof Scalar scalar
                        && scalar.text().strip().equalsIgnoreCase("v1"))
                .isPresent();
        return isV1 ? FormatVersion.V1 : FormatVersion.V4;
    }
}
