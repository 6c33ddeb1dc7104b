package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.workflow.upgrade.Upgrade;
import org.tombolo.workflow.upgrade.Upgrades;

class UpgradesTest {
    private static final String OLD = """
            # how we did it in 2023
            version: v1   # the old one
            defaults:
              job:
                mounts:
                  data: {location: /data}
            volumes:
              data:
                name: decoration   # nobody read it
                reference: volume://user/persistent/data   # kept
              fast: {name: x, reference: volume://group/nvme/scratch}
              own: {reference: volume://user/ephemeral}
              tmp:
                type: EPHEMERAL
            jobs:
              first:
                script: "true"
                mounts:
                  tmp:
                    # where it writes
                    location: "/my tmp"
                    read-only: true
              second:
                script: "true"
                requires: [first, viewer]   # in this order
              third:
                script: "true"
                requires:
                  - second   # last
            services:
              viewer: {script: "sleep 1", mounts: {tmp: {location: /t}}}
            """;

    private static final String NEW = """
            # how we did it in 2023
            version: v4   # the old one
            defaults:
              job:
                mounts:
                  /data: {volume: data}
            volumes:
              data:
                # v1: name: decoration   # nobody read it
                reference: volume://user/persistent/data   # kept
              fast: {reference: volume://group/nvme/scratch}
              own: {use: ephemeral}
              tmp:
                use: ephemeral
            jobs:
              first:
                script: "true"
                mounts:
                  "/my tmp":
                    # where it writes
                    volume: tmp
                    read-only: true
              second:
                script: "true"
                depends-on: [{name: first, status: FINISHED}, {name: viewer, status: RUNNING}]   # in this order
              third:
                script: "true"
                depends-on:
                  - {name: second, status: FINISHED}   # last
            services:
              viewer: {script: "sleep 1", mounts: {/t: {volume: tmp}}}
            """;

    @Test
    void writesAnOldFileAsV4AndKeepsItsComments() {
        assertThat(done(OLD).text()).isEqualTo(NEW);
        var before = Samples.good(OLD).spec();
        var after = Samples.good(NEW).spec();
        assertThat(after.version()).isEqualTo(FormatVersion.V4);
        assertThat(after.nodes()).isEqualTo(before.nodes());
        assertThat(after.volumes()).isEqualTo(before.volumes());
    }

    @Test
    void leavesAFileOfV4AsItIs() {
        assertThat(done(NEW)).isEqualTo(new Upgrade.Done(NEW, 0));
    }

    @Test
    void takesTextsWithCharactersOfTwoUnits() {
        assertThat(
                        done("# \uD83D\uDC1F\nversion: v1\njobs: {a: {script: '\uD83D\uDC1F', requires: [b]}, b: {script: x}}\n")
                                .text())
                .isEqualTo(
                        "# \uD83D\uDC1F\nversion: v4\njobs: {a: {script: '\uD83D\uDC1F', depends-on: [{name: b, status: FINISHED}]}, b: {script: x}}\n");
    }

    @Test
    void changesWhatAnAnchorNamesOnce() {
        var text = """
                version: v1
                volumes: {v: }
                jobs:
                  a: {script: x, mounts: &m {v: {location: /v}}}
                  b: {script: x, mounts: *m}
                """;
        assertThat(done(text).text()).contains("mounts: &m {/v: {volume: v}}}").contains("mounts: *m}");
    }

    @Test
    void saysWhyAFolderOfTheHostHasNoCounterpart() {
        var text = "version: v1\nvolumes:\n  v: {type: HOST, path: /srv}\njobs: {a: {script: x}}\n";
        assertThat(refused(text))
                .singleElement()
                .asString()
                .startsWith("old.yaml:3:3 volumes.v: a volume of type host has no counterpart in v4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: v1\njobs: {a: {script: x, requires: [nobody]}}",
                "version: v1",
                "not: [yaml",
            })
    void tellsWhatIsWrongWithTheFileFirst(String text) {
        assertThat(refused(text))
                .isEqualTo(Samples.problems(text).stream()
                        .map(problem -> problem.replace("workflow.yaml", "old.yaml"))
                        .toList());
    }

    private static Upgrade.Done done(String text) {
        return switch (Upgrades.of("old.yaml", text, Map.of())) {
            case Upgrade.Done done -> done;
            case Upgrade.Refused(var problems) -> throw new AssertionError(Samples.texts(problems));
        };
    }

    private static List<String> refused(String text) {
        return switch (Upgrades.of("old.yaml", text, Map.of())) {
            case Upgrade.Done done -> throw new AssertionError(done.text());
            case Upgrade.Refused(var problems) -> Samples.texts(problems);
        };
    }
}
