package org.tombolo.testkit.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.tombolo.testkit.format.Row.Shown;

/// The table of keys in the page of the workflow file, as it has to be.
final class KeyTable {
    static final String PAGE = "docs/workflow-file.md";
    static final String BEGIN = "<!-- made by FormatPageTest -->\n";
    static final String END = "<!-- end -->\n";

    private KeyTable() {}

    static String text() {
        var rows = new LinkedHashMap<String, List<Row>>();
        for (var key : Grammar.keys().sequencedKeySet()) {
            rows.put(
                    key,
                    Rows.all().stream().filter(row -> row.key().equals(key)).toList());
        }
        var table = new StringBuilder("| of | key | meaning | hosts |\n|---|---|---|---|\n");
        rows.forEach((id, of) -> {
            var key = Grammar.keys().get(id);
            var meaning = key == null ? "" : (key.ours() ? "**+** " : "") + cell(key.meaning());
            table.append("| %s | `%s` | %s | %s |\n"
                    .formatted(object(id), id.substring(id.lastIndexOf(' ') + 1), meaning, hosts(of)));
        });
        return table.toString();
    }

    private static String object(String id) {
        var object = id.substring(0, id.lastIndexOf(' '));
        return object.equals("work") ? "job, service" : object;
    }

    private static String hosts(List<Row> rows) {
        var shown = rows.getFirst().shown();
        return switch (shown) {
            case Shown.Refused _ -> "refused by `plan`";
            case Shown.Ignored(var why) -> "nothing follows: " + cell(why);
            case Shown.NotYet(var why) -> "not shown: " + cell(why);
            case Shown.With(var other) ->
                hosts(Rows.all().stream().filter(row -> row.key().equals(other)).toList());
            case Shown.Prints _, Shown.Ends _, Shown.Wrong _, Shown.Tests _ -> {
                var rules = rows.stream()
                        .map(Row::rule)
                        .filter(rule -> !rule.isEmpty())
                        .collect(Collectors.joining("; "));
                yield rules.isEmpty() ? "yes" : "yes: " + cell(rules);
            }
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("${", "$&#123;");
    }
}
