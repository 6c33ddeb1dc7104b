package org.tombolo.testkit.format;

import java.util.List;

/// A key, or a rule about it, on the hosts engine.
///
/// @param key  as [Grammar] calls it
/// @param rule what holds, as a sentence without its subject; empty for the key itself
public record Row(String key, String rule, Shown shown) {
    /// How it is shown.
    public sealed interface Shown {
        /// Whether it has a workflow of its own.
        default boolean isRun() {
            return this instanceof Prints || this instanceof Ends || this instanceof Wrong || this instanceof Refused;
        }

        /// The workflow is run; `job` writes this.
        record Prints(String workflow, String job, String output) implements Shown {}

        /// The workflow is run and ends with this exit code of `run`; `words` are in what is told.
        record Ends(String workflow, int status, List<String> words) implements Shown {}

        /// `check` refuses the file with these words.
        record Wrong(String workflow, String words) implements Shown {}

        /// `plan` refuses it by this path, with these words: no site can do it yet.
        record Refused(String workflow, String words) implements Shown {}

        /// Tests elsewhere show it, by their ids.
        record Tests(List<String> ids) implements Shown {}

        /// The row of another key shows it.
        record With(String key) implements Shown {}

        /// No test shows yet what comes of it.
        record NotYet(String why) implements Shown {}

        /// Nothing follows from it, on purpose.
        record Ignored(String why) implements Shown {}
    }

    static Row prints(String key, String rule, String workflow, String job, String output) {
        return new Row(key, rule, new Shown.Prints(workflow, job, output));
    }

    static Row ends(String key, String rule, String workflow, int status, String... words) {
        return new Row(key, rule, new Shown.Ends(workflow, status, List.of(words)));
    }

    static Row wrong(String key, String rule, String workflow, String words) {
        return new Row(key, rule, new Shown.Wrong(workflow, words));
    }

    static Row refused(String key, String workflow, String words) {
        return new Row(key, "", new Shown.Refused(workflow, words));
    }

    static Row tests(String key, String rule, String... ids) {
        return new Row(key, rule, new Shown.Tests(List.of(ids)));
    }

    static Row with(String key, String other) {
        return new Row(key, "", new Shown.With(other));
    }

    static Row notYet(String key, String why) {
        return new Row(key, "", new Shown.NotYet(why));
    }

    static Row ignored(String key, String why) {
        return new Row(key, "", new Shown.Ignored(why));
    }

    /// The name of its test.
    public String name() {
        return rule.isEmpty() ? key : key + ": " + rule;
    }
}
