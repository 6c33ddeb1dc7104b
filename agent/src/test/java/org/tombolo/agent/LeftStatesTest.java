package org.tombolo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.launch.StateFolder;

class LeftStatesTest {
    @TempDir
    Path folder;

    private StateFolder state(String name, Path home, Duration age) throws IOException {
        var state =
                new StateFolder(Files.createDirectories(folder.resolve("memory").resolve(name)));
        Files.writeString(state.home(), home + "\n");
        Files.createFile(state.events());
        Files.createDirectory(state.claims());
        var then = Clock.systemUTC().instant().minus(age);
        Files.setLastModifiedTime(state.events(), FileTime.from(then));
        return state;
    }

    @Test
    void removesFoldersWhoseAgentIsGoneForGoodAndNoOthers() throws IOException {
        var gone = folder.resolve("gone");
        var home = Files.createDirectory(folder.resolve("home"));
        var old = Duration.ofDays(2);
        var left = state("tombolo-7-left", gone, old);
        var kept = List.of(
                state("tombolo-7-lives", home, old),
                state("tombolo-7-fresh", gone, Duration.ofHours(20)),
                state("tombolo-77-stranger", gone, old),
                state("other", gone, old));
        var runs = state("tombolo-7-runs", gone, old);
        long pid = ProcessHandle.current().pid();
        long born = ProcessIdentity.of(pid).orElseThrow().born();
        Files.writeString(runs.supervisor(), "%d %d\n".formatted(pid, born));
        var unknown = Files.createDirectory(folder.resolve("memory/tombolo-7-unknown"));
        Files.createSymbolicLink(folder.resolve("memory/tombolo-7-link"), home);

        new LeftStates(List.of(folder.resolve("memory")), "tombolo-7-", Clock.systemUTC()).sweep();

        assertThat(left.root()).doesNotExist();
        kept.forEach(each -> assertThat(each.events()).exists());
        assertThat(runs.events()).exists();
        assertThat(unknown).exists();
        assertThat(home).exists();
    }
}
