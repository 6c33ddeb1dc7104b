package org.tombolo.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombolo.agent.image.Furnished;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.model.spec.NodeSpec;

/// What a container is given of the devices that its attempt was granted: their files, and for NVIDIA's the driver's
/// libraries, which belong to the machine's kernel and are in no image.
public final class ContainerDevices {
    /// Tells the launch which files to bind; it does not reach the work.
    static final String VARIABLE = "TOMBOLO_DEVICES";

    private static final Pattern PATH = Pattern.compile("/dev(?:/(?!\\.)(?:[A-Za-z0-9._-]|\\{})+)+");
    private static final String NUMBER = "{}";
    private static final List<String> NVIDIA_FILES = List.of(
            "/dev/nvidia{}", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia-modeset");
    private static final int FIRST_RENDER = 128;
    private static final List<Path> LIBRARIES = Stream.of(
                    "/usr/lib/x86_64-linux-gnu",
                    "/usr/lib/aarch64-linux-gnu",
                    "/usr/lib64",
                    "/usr/local/nvidia/lib64",
                    "/usr/lib")
            .map(Path::of)
            .toList();
    private static final Pattern DRIVER = Pattern.compile(
            "lib(?:cuda|nvidia-ml|nvidia-ptxjitcompiler|nvidia-nvvm|nvidia-gpucomp|nvidia-opencl|nvcuvid|nvidia-encode|cudadebugger)\\.so(?:\\.[0-9]+)+");

    private ContainerDevices() {}

    /// Whether a site file may name it.
    public static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }

    /// Whether it is known what a container needs of this kind.
    static boolean isKnown(String kind, ContainerSettings settings) {
        return settings.deviceFiles().containsKey(kind) || kind.equals(Devices.NVIDIA) || kind.equals(Devices.AMD);
    }

    /// The files of what was granted.
    static List<String> files(SequencedMap<String, List<Integer>> granted, ContainerSettings settings) {
        SequencedSet<String> files = new LinkedHashSet<>();
        granted.forEach((kind, numbers) -> {
            for (int number : numbers) {
                files.addAll(of(kind, number, settings));
            }
        });
        return List.copyOf(files);
    }

    private static List<String> of(String kind, int number, ContainerSettings settings) {
        var named = settings.deviceFiles().get(kind);
        if (named == null && kind.equals(Devices.AMD)) {
            return List.of("/dev/kfd", "/dev/dri/renderD" + (FIRST_RENDER + number));
        }
        var templates = Optional.ofNullable(named).orElse(kind.equals(Devices.NVIDIA) ? NVIDIA_FILES : List.of());
        return templates.stream()
                .filter(each -> each.contains(NUMBER) || named != null || Files.exists(Path.of(each)))
                .map(each -> each.replace(NUMBER, Integer.toString(number)))
                .toList();
    }

    /// The driver's libraries and its tool, for work that asks for NVIDIA's devices.
    static List<LaunchPlan.Placed> driver(NodeSpec node) {
        if (!node.resources().devices().containsKey(Devices.NVIDIA)) {
            return List.of();
        }
        var placed = new ArrayList<LaunchPlan.Placed>();
        var names = new LinkedHashSet<String>();
        for (var folder : LIBRARIES) {
            for (var file : files(folder)) {
                var name = String.valueOf(file.getFileName());
                if (DRIVER.matcher(name).matches() && names.add(name)) {
                    placed.add(
                            new LaunchPlan.Placed(file.toString(), Furnished.DRIVER + "/lib64/" + name, true, false));
                }
            }
        }
        var tool = Path.of("/usr/bin/nvidia-smi");
        if (Files.isExecutable(tool)) {
            placed.add(new LaunchPlan.Placed(tool.toString(), Furnished.DRIVER + "/bin/nvidia-smi", true, false));
        }
        return placed;
    }

    private static List<Path> files(Path folder) {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (java.io.IOException e) {
            return List.of();
        }
    }
}
