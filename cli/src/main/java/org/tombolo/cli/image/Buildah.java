package org.tombolo.cli.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Makes an image by buildah: rootless, without a daemon, each build in a store of its own that goes with it.
public final class Buildah {
    private final Path folder;
    private final Consumer<String> told;

    /// @param folder for this build; empty
    /// @param told   what buildah says, line by line
    public Buildah(Path folder, Consumer<String> told) {
        this.folder = folder;
        this.told = told;
    }

    /// @return an archive in the OCI layout
    public Path build(Recipe recipe) throws IOException, InterruptedException {
        var build = new ArrayList<>(List.of(
                "bud",
                "--isolation",
                "chroot",
                "--timestamp",
                "0",
                "--iidfile",
                file("id"),
                "-f",
                recipe.file().toString()));
        recipe.from().ifPresent(image -> build.addAll(List.of("--from", image)));
        if (isLoopback(recipe)) {
            build.add("--tls-verify=false");
        }
        build.add(recipe.context().toString());
        run(build);
        var archive = folder.resolve("image.tar");
        run(List.of("push", "-q", Files.readString(folder.resolve("id")).strip(), "oci-archive:" + archive));
        return archive;
    }

    /// Away with the store: its files may belong to users that only buildah may be.
    public void clean() throws IOException, InterruptedException {
        if (Files.isDirectory(folder.resolve("store"))) {
            run(List.of("rmi", "-a", "-f"));
            boolean isRoot = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            if (!isRoot) {
                run(List.of("unshare", "rm", "-rf", file("store"), file("run")));
            }
        }
    }

    /// A registry of this machine may do without TLS.
    private static boolean isLoopback(Recipe recipe) throws IOException {
        return recipe.from().or(() -> Optional.of("")).filter(Buildah::isHere).isPresent()
                || Files.readAllLines(recipe.file()).stream()
                        .filter(line -> line.regionMatches(true, 0, "FROM ", 0, 5))
                        .anyMatch(line -> isHere(line.substring(5).strip()));
    }

    private static boolean isHere(String image) {
        return image.replaceFirst("^docker://", "").matches("(localhost|127\\.0\\.0\\.1)(:[0-9]+)?/.*");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void run(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("buildah", "--root", file("store"), "--runroot", file("run"), "--storage-driver", "vfs"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("TMPDIR", folder.toString());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "cannot run buildah, which builds images without privilege: on Debian, apt-get install buildah uidmap",
                    e);
        }
        var last = "";
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                told.accept(line);
                last = line.isBlank() ? last : line;
            }
        } finally {
            if (Thread.currentThread().isInterrupted()) {
                process.destroyForcibly();
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "buildah %s ended with %d: %s".formatted(arguments.getFirst(), code, last.strip()));
        }
    }
}
