package org.tombolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tombolo.testkit.rules.Cycles;
import org.tombolo.testkit.rules.Determinism;
import org.tombolo.testkit.rules.ModuleMap;

/// The rules of the house, held against the house. Here, because this module alone sees all the others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reading the classes takes seconds
class BuildRulesTest {
    private static final String ROOT = "org.tombolo";

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyModuleUsesOnlyWhatTheMapAllows() {
        assertThat(ModuleMap.under(ROOT).violations(house)).isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInARing() {
        assertThat(Cycles.violations(house, ROOT)).isEmpty();
    }

    @Test
    void whatMustReplayCallsNothingThatDiffersBetweenRuns() {
        assertThat(Determinism.under(ROOT).violations(house)).isEmpty();
    }

    @Test
    void seesEveryModule() {
        assertThat(house.stream().map(type -> type.getPackageName().split("\\.", -1)[2]))
                .contains("model", "control", "cli", "server", "sim", "bench");
    }
}
