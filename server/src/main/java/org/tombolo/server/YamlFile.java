package org.tombolo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Declared;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Reading;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.problem.Problems;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.YamlText;
import org.tombolo.workflow.yaml.YamlTree;

/// Reads the factory's own YAML files as workflow files are read: all that is wrong at once, with line, column and the
/// nearest known key. What is wrong stops the start.
final class YamlFile {
    private YamlFile() {}

    /// Empty when there is no such file.
    static <T> Optional<T> read(Path path, Form<T> form) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
        var problems = new Problems(path.toString());
        var value = YamlText.decode(bytes, problems)
                .flatMap(text -> YamlTree.read(text, problems))
                .flatMap(root -> {
                    var declared = Declared.in(
                            root instanceof Mapping mapping ? mapping : Mapping.of(List.of(), root.place()));
                    return form.read(new At(root, root.place(), "", new Reading(problems, FormatVersion.V4, declared)));
                });
        if (value.isEmpty() || !problems.isEmpty()) {
            var all = problems.all().stream().map(Problem::text).collect(Collectors.joining("\n"));
            throw new TomboloException(ErrorCode.BAD_INPUT, all);
        }
        return value;
    }
}
