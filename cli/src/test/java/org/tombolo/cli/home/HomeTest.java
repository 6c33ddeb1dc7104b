package org.tombolo.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HomeTest {
    @Test
    void isWhatItsVariableSaysElseTheXdgStateHome() {
        assertThat(Home.of(Map.of("TOMBOLO_HOME", "/a", "XDG_STATE_HOME", "/b", "HOME", "/c"))
                        .folder())
                .isEqualTo(Path.of("/a"));
        assertThat(Home.of(Map.of("XDG_STATE_HOME", "/b", "HOME", "/c")).folder())
                .isEqualTo(Path.of("/b/tombolo"));
        assertThat(Home.of(Map.of("XDG_STATE_HOME", "relative", "HOME", "/c")).folder())
                .isEqualTo(Path.of("/c/.local/state/tombolo"));
        assertThat(Home.of(Map.of("TOMBOLO_HOME", "", "HOME", "/c")).folder())
                .isEqualTo(Path.of("/c/.local/state/tombolo"));
    }
}
