package org.tombolo.testkit.rules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;

/// Packages that use each other in a ring: none of them can be read, tested or moved alone.
public final class Cycles {
    private Cycles() {}

    /// One text for each ring among the packages below `root`.
    public static List<String> violations(JavaClasses classes, String root) {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }
}
