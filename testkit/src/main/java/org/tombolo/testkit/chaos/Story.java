package org.tombolo.testkit.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A workflow whose processes keep the ledger, and what they will have said when all is over.
///
/// @param state    of the run in the end
/// @param expected task (`JOB INDEX`) → words of its attempts, in order
public record Story(String workflow, String state, SequencedMap<String, List<String>> expected) {
    private static final List<String> ONCE = List.of("1 start", "1 end");

    private static String job(String name, String more, String script) {
        var text = (Ledger.SAY + script).indent(6);
        return "  %s:\n    env: [\"JOB=%s\"]\n%s    script: |\n%s".formatted(name, name, more.indent(4), text);
    }

    private static Story succeeding(String jobs, SequencedMap<String, List<String>> expected) {
        return new Story("version: v4\njobs:\n" + jobs, "succeeded", expected);
    }

    /// An array of so many short tasks.
    public static Story array(int tasks, double seconds) {
        var expected = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < tasks; i++) {
            expected.put("each " + i, ONCE);
        }
        var jobs = job(
                "each",
                "task-array: {start: 0, end: %d}".formatted(tasks - 1),
                "say start; sleep %s; say end\n".formatted(seconds));
        return succeeding(jobs, expected);
    }

    /// One job before two, and one behind both.
    public static Story diamond() {
        var expected = new LinkedHashMap<String, List<String>>();
        List.of("first", "left", "right", "last").forEach(name -> expected.put(name + " 0", ONCE));
        var both = "depends-on: [{name: left, status: FINISHED}, {name: right, status: FINISHED}]";
        var jobs = job("first", "", "say start; say end\n")
                + job("left", "depends-on: [{name: first, status: FINISHED}]", "say start; sleep 0.2; say end\n")
                + job("right", "depends-on: [{name: first, status: FINISHED}]", "say start; sleep 0.3; say end\n")
                + job("last", both, "say start; say end\n");
        return succeeding(jobs, expected);
    }

    /// Fails twice, by what its own ledger says, then succeeds.
    public static Story flaky() {
        var expected = new LinkedHashMap<String, List<String>>();
        expected.put("flaky 0", List.of("1 start", "1 fail", "2 start", "2 fail", "3 start", "3 end"));
        var jobs = job("flaky", "policy: {retry: {attempts: 5, backoff: 100ms}}", """
                say start
                sleep 0.1
                if [ "$(grep -c "^$RUN flaky 0 .* start$" "$LEDGER")" -lt 3 ]; then say fail; exit 7; fi
                say end
                """);
        return succeeding(jobs, expected);
    }

    /// Fails as often as it may.
    public static Story failing() {
        var expected = new LinkedHashMap<String, List<String>>();
        expected.put("bad 0", List.of("1 start", "1 fail", "2 start", "2 fail"));
        expected.put("never 0", List.of());
        var jobs = job("bad", "policy: {retry: {attempts: 2, backoff: 100ms}}", "say start; say fail; exit 3\n")
                + job("never", "depends-on: [{name: bad, status: FINISHED}]", "say start\n");
        return new Story("version: v4\njobs:\n" + jobs, "failed", expected);
    }

    /// A service that a probe finds ready, and a job that needs it. It ends when the job has.
    ///
    /// @param flag a file that is there when the service is up
    public static Story service(String flag) {
        var expected = new LinkedHashMap<String, List<String>>();
        expected.put("serve 0", List.of("1 start", "1 term"));
        expected.put("ask 0", ONCE);
        var probe =
                "readiness-probe: {exec: {command: [/bin/sh, -c, 'test -e %s']}, period-seconds: 1}".formatted(flag);
        var serving = job("serve", probe, """
                trap 'say term; exit 0' TERM
                say start
                : >%s
                while :; do sleep 0.1; done
                """.formatted(flag));
        var jobs = job(
                "ask",
                "depends-on: [{name: serve, status: RUNNING}]",
                "say start; test -e %s || exit 9; sleep 0.2; say end\n".formatted(flag));
        return new Story("version: v4\nservices:\n" + serving + "jobs:\n" + jobs, "succeeded", expected);
    }

    /// Reads the file that was uploaded with it.
    public static Story uploaded(String text) {
        var expected = new LinkedHashMap<String, List<String>>();
        expected.put("read 0", ONCE);
        var jobs = job(
                "read",
                "files: {/given/data.txt: file://data.txt}",
                "say start; [ \"$(cat /given/data.txt)\" = \"%s\" ] || exit 8; say end\n".formatted(text));
        return succeeding(jobs, expected);
    }

    /// So many tasks that only a stop ends, each with a child that a polite signal does not end.
    public static Story endless(int tasks) {
        var jobs = job("long", "task-array: {start: 0, end: %d}".formatted(tasks - 1), """
                (trap '' TERM; exec sleep 300) &
                trap 'say term; exit 0' TERM
                say start
                while :; do sleep 0.1; done
                """);
        return new Story("version: v4\njobs:\n" + jobs, "stopped", new LinkedHashMap<>());
    }

    /// What differs from what was promised, one line each.
    public List<String> problems(String run, String found, Ledger ledger) throws java.io.IOException {
        var problems = new ArrayList<String>();
        if (!found.equals(state)) {
            problems.add("%s: expected %s, found %s".formatted(run, state, found));
        }
        for (var task : expected.entrySet()) {
            var name = task.getKey().split(" ", -1);
            var words = ledger.of(run, name[0], Integer.parseInt(name[1]));
            if (!words.equals(task.getValue())) {
                problems.add("%s %s: expected %s, found %s".formatted(run, task.getKey(), task.getValue(), words));
            }
        }
        return problems;
    }
}
