package org.tombolo.testkit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./dev test --only dist` packs the archive, unpacks a bare Debian, and names both in the environment.
@Tag("dist")
class DistTest {
    @TempDir
    Path scratch;

    private BareDebian debian;

    @BeforeEach
    void unpackTheArchive() throws Exception {
        debian = BareDebian.with(named("TOMBOLO_DIST"), named("TOMBOLO_BARE_DEBIAN"), scratch);
    }

    @Test
    void theMachineHasNoJava() throws Exception {
        assertThat(debian.run("command -v java").exitCode()).isNotZero();
    }

    @Test
    void saysItsVersionWhereThereIsNoJava() throws Exception {
        BareDebian.Said said = debian.run("/opt/tombolo/bin/tombolo version");

        assertThat(said.text()).contains("tombolo 0.");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void startsFromTheCacheThatItBrings() throws Exception {
        BareDebian.Said said = debian.run("/opt/tombolo/bin/tombolo version --verbose");

        assertThat(said.text()).contains("AOT cache /opt/tombolo/lib/cli.aot is in use");
    }

    @Test
    void runsAWorkflowWhereThereIsNoJava() throws Exception {
        BareDebian.Said said = debian.run("""
                export TOMBOLO_HOME=/tmp/factory
                cd /opt/tombolo
                bin/tombolo run examples/hello; code=$?
                bin/tombolo down --stop-work
                exit $code
                """);

        assertThat(said.text()).contains("hello succeeded");
        assertThat(said.exitCode()).isZero();
    }

    private static Path named(String variable) {
        String value = System.getenv(variable);
        assertThat(value).as("%s, set by ./dev test", variable).isNotNull();
        return Path.of(value);
    }
}
