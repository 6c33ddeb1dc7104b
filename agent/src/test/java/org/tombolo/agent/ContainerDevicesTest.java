package org.tombolo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.launch.ContainerRuntime;

class ContainerDevicesTest {
    private static final ContainerSettings SETTINGS = settings();

    private static ContainerSettings settings() {
        var files = new LinkedHashMap<String, List<String>>();
        files.put("example.com/card", List.of("/dev/card{}", "/dev/cards"));
        return new ContainerSettings(Optional.<ContainerRuntime>empty(), Optional.empty(), Optional.empty(), files);
    }

    private static List<String> files(String kind, Integer... numbers) {
        var granted = new LinkedHashMap<String, List<Integer>>();
        granted.put(kind, List.of(numbers));
        return ContainerDevices.files(granted, SETTINGS);
    }

    @Test
    void givesTheFilesOfTheDevicesThatWereGrantedAndThoseOfAll() {
        assertThat(files("example.com/card", 1, 3)).containsExactly("/dev/card1", "/dev/cards", "/dev/card3");
        assertThat(files("nvidia.com/gpu", 2)).startsWith("/dev/nvidia2").doesNotContain("/dev/nvidia0");
        assertThat(files("amd.com/gpu", 1)).containsExactly("/dev/kfd", "/dev/dri/renderD129");
        assertThat(ContainerDevices.isKnown("example.com/card", SETTINGS)).isTrue();
        assertThat(ContainerDevices.isKnown("example.com/other", SETTINGS)).isFalse();
    }

    @Test
    void aPathCannotLeaveTheFolderOfDevicesOrMeanSomethingToAShell() {
        assertThat(List.of("/dev/card{}", "/dev/dri/renderD{}", "/dev/a.b_c-d")).allMatch(ContainerDevices::isPath);
        assertThat(List.of("/dev/", "/etc/passwd", "/dev/../etc/passwd", "/dev/a b", "/dev/a,b", "/dev/$x", "/dev//a"))
                .noneMatch(ContainerDevices::isPath);
    }
}
