package org.tombolo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.wire.Json;
import org.tombolo.workflow.problem.Problems;
import org.tombolo.workflow.schema.WorkflowSchema;
import org.tombolo.workflow.yaml.Node;
import org.tombolo.workflow.yaml.YamlTree;

/// The published schema, put to a validator that is not ours.
class WorkflowSchemaTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PUBLISHED = ROOT.resolve("schema/workflow.schema.json");

    @Test
    void isPublishedAsTheParserReads() throws IOException {
        assertThat(Files.readString(PUBLISHED))
                .as("write it: ./tombolo schema >schema/workflow.schema.json")
                .isEqualTo(Json.pretty(WorkflowSchema.tree()) + "\n");
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void takesWhatTheParserTakes(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    static List<Path> goodFiles() throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : List.of("examples", "workflow/src/test/resources/valid")) {
            try (Stream<Path> found = Files.walk(ROOT.resolve(folder))) {
                found.filter(path -> path.toString().endsWith(".yaml")).forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(10);
        return files;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs: {a: {script: x}}", // no version
                "{version: v5, jobs: {a: {script: x}}}",
                "{version: v4, jbos: {a: {script: x}}}",
                "{version: v4, jobs: {a: {scirpt: x}}}",
                "{version: v4, jobs: {a: {script: x, resource: {cpu: {cores: many}}}}}",
                "{version: v4, jobs: {a: {script: x, resource: {cpu: {cores: 0}}}}}",
                "{version: v4, jobs: {a: {script: x, depends-on: [{name: b}]}}}",
                "{version: v4, jobs: {a: [script]}}",
                "{version: v4, services: {a: {script: x, persist: maybe}}}",
            })
    void refusesWhatTheParserRefuses(String text) {
        assertThat(errors(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{version: V4, jobs: {a: {script: x, resource: {cpu: {cores: '${params.n}', affinity: numa}}}}}",
                "{version: v4, jobs: {a: {script: x, dependsOn: [{name: b, status: FINISHED}]}, b: {script: y}}}",
                "{version: v1, jobs: {a: {script: x, mounts: {v: {location: /p}}}}, volumes: {v: }}",
            })
    void takesTheOtherSpellingsParametersAndAnyCase(String text) {
        assertThat(errors(text)).isEmpty();
    }

    private static List<String> errors(String text) {
        var tree = YamlTree.read(text, new Problems("test")).orElseThrow(() -> new AssertionError("not YAML: " + text));
        var json = Json.text(Objects.requireNonNull(value(tree)));
        var result = new ValidatorFactory()
                .withJsonNodeFactory(SchemaNode.FACTORY)
                .validate(Json.text(WorkflowSchema.tree()), json);
        return result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                .toList();
    }

    /// As YAML 1.2's core schema has it.
    private static @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Hole _ -> null;
            case Node.Sequence list ->
                list.items().stream().map(WorkflowSchemaTest::value).toList();
            case Node.Mapping map -> {
                var values = new LinkedHashMap<String, @Nullable Object>();
                map.entries().forEach(entry -> values.put(entry.key(), value(entry.value())));
                yield values;
            }
            case Node.Scalar scalar -> scalar.isNull() ? null : scalar.plain() ? plain(scalar.text()) : scalar.text();
        };
    }

    private static Object plain(String text) {
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        if (text.matches("[-+]?[0-9]+\\.[0-9]*")) {
            return Double.parseDouble(text);
        }
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> text;
        };
    }
}
