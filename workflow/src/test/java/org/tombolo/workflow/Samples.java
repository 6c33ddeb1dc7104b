package org.tombolo.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.workflow.problem.Problem;

/// Workflow files for tests, and short ways to read them.
final class Samples {
    private static final List<String> NAMES = List.of("hello", "diamond", "everything", "legacy", "anchors", "sweep");

    private Samples() {}

    /// All files of the corpus of good ones, by name.
    static SequencedMap<String, String> all() {
        var texts = new LinkedHashMap<String, String>();
        NAMES.forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    static String text(String name) {
        try (var in = Samples.class.getResourceAsStream("/valid/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no sample " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Read read(String text, String... settings) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return WorkflowFiles.read("workflow.yaml", text, map);
    }

    static WorkflowFile good(String text, String... settings) {
        return switch (read(text, settings)) {
            case Read.Parsed(var file) -> file;
            case Read.Refused(var problems) -> throw new AssertionError(String.join("\n", texts(problems)));
        };
    }

    /// What is wrong with it, as people see it.
    static List<String> problems(String text, String... settings) {
        return switch (read(text, settings)) {
            case Read.Parsed _ -> List.of();
            case Read.Refused(var problems) -> texts(problems);
        };
    }

    static List<String> warnings(String text, String... settings) {
        return texts(good(text, settings).warnings());
    }

    static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::text).toList();
    }

    /// What must be there under that name.
    static <V> V of(Map<String, V> map, String name) {
        return Optional.ofNullable(map.get(name)).orElseThrow(() -> new AssertionError("no " + name));
    }
}
