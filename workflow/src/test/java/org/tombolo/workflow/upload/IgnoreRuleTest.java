package org.tombolo.workflow.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.o          | a.o            | true
            *.o          | src/a.o        | true
            *.o          | a.oo           | false
            /a.o         | a.o            | true
            /a.o         | src/a.o        | false
            src/*.o      | src/a.o        | true
            src/*.o      | src/x/a.o      | false
            src/*.o      | top/src/a.o    | false
            **/a         | a              | true
            **/a         | x/y/a          | true
            a/**         | a              | false
            a/**         | a/b/c          | true
            a/**/b       | a/b            | true
            a/**/b       | a/x/y/b        | true
            a/**/b       | a/x/y/c        | false
            a?c          | abc            | true
            a?c          | a/c            | false
            [a-c]x       | bx             | true
            [!a-c]x      | bx             | false
            [^a-c]x      | dx             | true
            []]x         | ]x             | true
            [a           | [a             | true
            a\\*         | a*             | true
            a\\*         | ab             | false
            \\#a         | #a             | true
            \\!a         | !a             | true
            *a*b*c       | xxaxxbxxcx     | false
            *a*b*c       | xxaxxbxxc      | true
            """)
    void matchesAsGitDoes(String pattern, String path, boolean matches) {
        assertThat(rule(pattern).matches(List.of(path.split("/", -1)), false)).isEqualTo(matches);
    }

    @Test
    void keepsFolderPatternsToFolders() {
        assertThat(rule("build/").matches(List.of("build"), true)).isTrue();
        assertThat(rule("build/").matches(List.of("build"), false)).isFalse();
        assertThat(rule("build/").matches(List.of("x", "build"), true)).isTrue();
    }

    @Test
    void passesOverCommentsAndBlankLines() {
        assertThat(IgnoreRule.parse("# a comment")).isEmpty();
        assertThat(IgnoreRule.parse("   ")).isEmpty();
        assertThat(IgnoreRule.parse("/")).isEmpty();
        assertThat(rule("a.txt  \r").matches(List.of("a.txt"), false)).isTrue();
    }

    @Test
    void matchesManyStarsInLittleTime() {
        var glob = Glob.of("*a".repeat(200) + "b");
        assertThat(glob.matches("a".repeat(5000))).isFalse();
    }

    private static IgnoreRule rule(String line) {
        return IgnoreRule.parse(line).orElseThrow();
    }
}
