package org.tombolo.testkit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {
    @TempDir
    Path folder;

    @Test
    void sumsReportsAndNamesWhatFailed() throws Exception {
        report("A", """
                <testcase classname="A" name="works"/>
                <testcase classname="A" name="breaks"><failure message="&#10;expected 1&#10;but was 2">at A</failure></testcase>
                <testcase classname="A" name="waits"><skipped message="needs root"/></testcase>
                """);
        report("B", "<testcase classname=\"B\" name=\"works\"><system-out>failure</system-out></testcase>");

        assertThat(told(false)).endsWith("""
                failed:  A.breaks: expected 1
                skipped: A.waits: needs root
                2 passed, 1 failed, 1 skipped
                """);
        assertThat(passes(false)).isFalse();
    }

    @Test
    void passesWithASkippedTestExceptWhereNothingMayBeLeftOut() throws Exception {
        report("A", """
                <testcase classname="A" name="works"/><testcase classname="A" name="waits"><skipped/></testcase>
                """);

        assertThat(passes(false)).isTrue();
        assertThat(passes(true)).isFalse();
    }

    @Test
    void aTestSkippedHereThatPassedElsewhereIsNotLeftOut() throws Exception {
        report("A", "<testcase classname=\"A\" name=\"waits\"><skipped/></testcase>");
        report("A-user", "<testcase classname=\"A\" name=\"waits()\"/>");

        assertThat(passes(true)).isTrue();
        assertThat(told(true)).endsWith("1 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void readsTheReasonFromTheTextWhereThereIsNoMessage() throws Exception {
        report("A", "<testcase classname=\"A\" name=\"waits\"><skipped>needs root</skipped></testcase>");

        assertThat(told(false)).startsWith("skipped: A.waits: needs root\n");
    }

    @Test
    void failsWhenNoTestRan() throws Exception {
        assertThat(passes(false)).isFalse();
        assertThat(told(false)).isEqualTo("no test ran\n0 passed, 0 failed, 0 skipped\n");
    }

    private void report(String name, String cases) throws Exception {
        Files.writeString(folder.resolve("TEST-" + name + ".xml"), "<testsuite>" + cases + "</testsuite>");
    }

    private boolean passes(boolean nothingLeftOut) throws Exception {
        return TestReports.of(folder)
                .print(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), nothingLeftOut);
    }

    private String told(boolean nothingLeftOut) throws Exception {
        var bytes = new ByteArrayOutputStream();
        TestReports.of(folder).print(new PrintStream(bytes, false, StandardCharsets.UTF_8), nothingLeftOut);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
