package org.tombolo.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.tombolo.testkit.status.Repository;

class ModuleMapTest {
    @Test
    void theMapInTheDocumentationIsTheOneThatTheBuildEnforces() throws Exception {
        String page = Files.readString(Repository.root().resolve("docs/map.md"));

        assertThat(page.lines().filter(line -> line.contains(" → ") || line.endsWith(" →")))
                .containsExactlyElementsOf(ModuleMap.EDGES);
    }
}
