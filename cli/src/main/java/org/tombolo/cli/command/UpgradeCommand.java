package org.tombolo.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.upgrade.Upgrade;
import org.tombolo.workflow.upgrade.Upgrades;
import org.tombolo.workflow.yaml.YamlText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Rewrites a workflow file of version v1 as v4.
@picocli.CommandLine.Command(
        name = "tombolo upgrade",
        description = {
            "Rewrite a workflow file of version v1 as v4. Comments and layout stay; what comes out means the same.",
            "Files of version v1 run as they are: nobody has to."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo upgrade old.yaml               print it",
            "  tombolo upgrade old.yaml --write       write it back"
        })
final class UpgradeCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Option(names = "--write", description = "Write the file back instead of printing it.")
    boolean write;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter's value; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Parameters(paramLabel = "PATH", description = "A workflow file, or a folder with workflow.yaml.")
    String path = "";

    UpgradeCommand(Session session) {
        this.session = session;
    }

    /// For programs.
    private record Upgraded(String file, int changes, String text) {}

    @Override
    public Integer call() {
        var file = WorkflowFiles.fileAt(Workflows.path(path));
        var upgrade = Upgrades.of(file.toString(), text(file), Pairs.of("--set", settings));
        switch (upgrade) {
            case Upgrade.Refused(var problems) -> {
                problems.forEach(problem -> session.screen().note(problem.text()));
                return 2;
            }
            case Upgrade.Done(var text, var changes) -> {
                if (write && changes > 0) {
                    replace(file, text);
                }
                common.print(
                        session.screen(),
                        new Upgraded(file.toString(), changes, text),
                        () -> show(file, text, changes));
                return 0;
            }
        }
    }

    private void show(Path file, String text, int changes) {
        if (!write) {
            session.screen().out().print(text);
        }
        session.screen()
                .note(
                        changes == 0
                                ? file + ": is v4 already"
                                : "%s: v4 now, %s".formatted(file, Sizes.count(changes, "change")));
    }

    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(YamlText.MOST_BYTES + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Beside it first: whoever reads it meanwhile finds the old one or the new one.
    private static void replace(Path file, String text) {
        try {
            var beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".upgrade", ".yaml");
            try {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
                Files.writeString(beside, text);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
