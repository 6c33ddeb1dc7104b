package org.tombolo.testkit.status;

import static org.tombolo.testkit.status.Chapter.notYet;
import static org.tombolo.testkit.status.Chapter.works;

import java.util.List;

/// What Tombolo does, feature by feature, and the tests that show it. Who adds a feature adds a line.
final class Features {
    static final String SOURCE = "testkit/src/main/java/org/tombolo/testkit/status/Features.java";

    private Features() {}

    static List<Chapter> chapters() {
        return List.of(build());
    }

    private static Chapter build() {
        return Chapter.of(
                "The build",
                works(
                        "A module uses only the modules that the map allows",
                        "BuildRulesTest#everyModuleUsesOnlyWhatTheMapAllows",
                        "RulesCatchTest#findsAnEdgeThatTheMapDoesNotAllow"),
                notYet("x", "y"));
    }
}
