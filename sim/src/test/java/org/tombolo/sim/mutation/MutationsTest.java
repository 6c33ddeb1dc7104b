package org.tombolo.sim.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulation is worth what it finds: each planted bug, within a thousand seeds.
class MutationsTest {
    private final Mutations mutations = new Mutations(System.out, InstantSource.system());

    static List<String> names() {
        return Mutations.names();
    }

    @Test
    void areMoreThanTwenty() {
        assertThat(names()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void changeTheKernelThatIsThere() {
        assertThat(names())
                .allSatisfy(name -> assertThat(mutations.applies(name)).as(name).isTrue());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("names")
    void areFound(String name) {
        assertThat(mutations.find(name)).as("mutation %s", name).isNotEmpty();
    }
}
