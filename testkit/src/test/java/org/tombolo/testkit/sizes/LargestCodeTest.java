package org.tombolo.testkit.sizes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.sizes.LargestCode.Size;

class LargestCodeTest {
    @TempDir
    Path root;

    @Test
    void measuresTopLevelClassesAndMethodsInLines() throws IOException {
        Path folder = Files.createDirectories(root.resolve("sample/src/main/java"));
        Files.writeString(folder.resolve("Outer.java"), """
                /// Not counted: what stands before the class.
                public class Outer {
                    Outer() {}

                    static class Inner {
                        int sum(int a, int b) {
                            // a brace in a comment: }
                            return a + b;
                        }
                    }
                }
                """);

        LargestCode found = LargestCode.of(root);

        Path file = Path.of("sample/src/main/java/Outer.java");
        assertThat(found.types()).containsExactly(new Size("Outer", file, 2, 10));
        assertThat(found.methods())
                .containsExactly(new Size("Outer.new", file, 3, 1), new Size("Outer.Inner.sum", file, 6, 4));
    }
}
