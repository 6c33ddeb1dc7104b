package org.tombolo.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.testkit.rules.Determinism.Excused;
import org.tombolo.testkit.rules.Determinism.Forbidden;

/// A rule that cannot fail is no rule: each is shown planted classes that break it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reading the classes takes seconds
class RulesCatchTest {
    private static final String PLANTED = "org.tombolo.testkit.rules.planted";

    private final JavaClasses classes = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void findsAnEdgeThatTheMapDoesNotAllow() {
        assertThat(ModuleMap.under(PLANTED).violations(classes))
                .contains("%1$s.model.Looks uses %1$s.control.left.Left: the module map has no edge model → control"
                        .formatted(PLANTED));
    }

    @Test
    void findsAModuleThatTheMapDoesNotHave() {
        assertThat(ModuleMap.under(PLANTED).violations(classes))
                .contains("%s.stranger.Stranger: the module map has no module stranger".formatted(PLANTED));
    }

    @Test
    void letsEverybodyUseTheModel() {
        assertThat(ModuleMap.under(PLANTED).violations(classes)).noneMatch(line -> line.contains("cli.Commands uses"));
    }

    @Test
    void findsARingOfPackages() {
        assertThat(Cycles.violations(classes, PLANTED))
                .anySatisfy(ring -> assertThat(ring).contains("control.left", "control.right"));
    }

    static Stream<Forbidden> everythingForbidden() {
        return Stream.concat(
                Stream.concat(Determinism.FORBIDDEN.stream(), Determinism.FORBIDDEN_ITSELF.stream()),
                Stream.of(
                        new Forbidden("java.util.stream.Collectors", "toMap", ""),
                        new Forbidden("java.util.stream.Collectors", "groupingBy", "")));
    }

    @ParameterizedTest
    @MethodSource("everythingForbidden")
    void findsACallThatDoesNotReplay(Forbidden forbidden) {
        String call = "calls %s.%s:"
                .formatted(forbidden.owner().substring(forbidden.owner().lastIndexOf('.') + 1), forbidden.member());
        assertThat(Determinism.under(PLANTED).violations(classes))
                .anySatisfy(line -> assertThat(line).contains("sim.Careless", call));
    }

    @Test
    void leavesCodeThatReplaysAlone() {
        assertThat(Determinism.under(PLANTED).violations(classes)).noneMatch(line -> line.contains("Careful:"));
    }

    @Test
    void excusesOnlyTheCallThatIsNamed() {
        var excused = List.of(new Excused(PLANTED + ".sim.Careless", "java.lang.System", "nanoTime", "a test's"));
        assertThat(new Determinism(PLANTED, excused).violations(classes))
                .noneMatch(line -> line.contains("System.nanoTime"))
                .anyMatch(line -> line.contains("System.currentTimeMillis"));
    }
}
