package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.grammar.WorkflowForm;

/// The tables of keys are what is documented and what the corpus tries.
class KeysTest {
    @Test
    void documentsEveryKey() throws IOException {
        var page = Files.readString(Path.of("../docs/workflow-file.md"));
        assertThat(keys())
                .hasSizeGreaterThan(90)
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void hasEveryKeyInTheCorpus() {
        var corpus = String.join("\n", Samples.all().sequencedValues());
        assertThat(keys()).allSatisfy(key -> assertThat(corpus).containsPattern("\\b" + camelToo(key) + "\"?:"));
    }

    @Test
    void saysWhatEveryKeyMeans() {
        eachKey(
                WorkflowForm.FORM.shape(),
                key -> assertThat(key.meaning()).as(key.name()).isNotBlank());
    }

    private static String camelToo(String key) {
        return key.replace("-", "-?(?i:")
                + ")".repeat((int) key.chars().filter(c -> c == '-').count());
    }

    private static Set<String> keys() {
        var keys = new LinkedHashSet<String>();
        eachKey(WorkflowForm.FORM.shape(), key -> keys.add(key.name()));
        return keys;
    }

    private static void eachKey(Shape shape, Consumer<Key<?>> visit) {
        switch (shape) {
            case Shape.ObjectOf object ->
                object.keys().forEach(key -> {
                    visit.accept(key);
                    eachKey(key.form().shape(), visit);
                });
            case Shape.ListOf list -> eachKey(list.item(), visit);
            case Shape.MapOf map -> eachKey(map.value(), visit);
            case Shape.AnyOf any -> any.shapes().forEach(each -> eachKey(each, visit));
            case Shape.Text _, Shape.Flag _, Shape.Whole _, Shape.Decimal _, Shape.Choice _ -> {}
        }
    }
}
