package org.tombolo.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.store.CreateVolume;
import org.tombolo.wire.store.Volume;
import org.tombolo.workflow.form.Amounts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists, makes, measures and removes volumes.
@picocli.CommandLine.Command(
        name = "tombolo volumes",
        description = "List volumes; make persistent ones, see how much is in them, remove them.",
        footer = {
            "",
            "Examples:",
            "  tombolo volumes",
            "  tombolo volumes create models --size 100GB",
            "  tombolo volumes create scratch --use fast --annotation media=nvme",
            "  tombolo cp model.bin volume:models/v1/",
            "  tombolo volumes size models",
            "  tombolo volumes remove models"
        })
final class VolumesCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    VolumesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var volumes = session.factory().volumes(session.project(inProject.project));
        common.print(session.screen(), volumes, () -> {
            var table = new Table("VOLUME", "OF RUN", "SITE", "PROVISIONER", "SIZE", "STAYS");
            var now = session.clock().instant();
            volumes.items()
                    .forEach(volume -> table.row(
                            volume.name(),
                            volume.run().orElse("-"),
                            volume.site(),
                            volume.provisioner().orElse("-"),
                            volume.size().map(Sizes::text).orElse("-"),
                            stays(volume, now)));
            session.screen().print(table);
        });
        return 0;
    }

    private static String stays(Volume volume, java.time.Instant now) {
        if (volume.removing()) {
            return "is being removed";
        }
        return volume.removeAt()
                .map(end -> "for " + Times.span(Duration.between(now, end)))
                .orElse(volume.run().isPresent() ? "until 24h after the run" : "until it is removed");
    }

    /// What was done, for programs.
    private record Made(String volume) {}

    private record Removed(String volume) {}

    @picocli.CommandLine.Command(description = "Make a persistent volume, empty.")
    int create(
            @Mixin Common shared,
            @Mixin InProject in,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--use",
                            paramLabel = "PROVISIONER",
                            description = "Which makes it (default: the first that fits).")
                    @Nullable
                    String use,
            @Option(names = "--size", paramLabel = "SIZE", description = "What it is for, such as 100GB.") @Nullable
                    String size,
            @Option(
                            names = "--annotation",
                            paramLabel = "KEY=VALUE",
                            description = "What the provisioner must have; may be repeated.")
                    @Nullable
                    List<String> annotations,
            @Option(names = "--site", paramLabel = "SITE", description = "Where (default: the first that has room).")
                    @Nullable
                    String site) {
        var bytes = Optional.ofNullable(size).map(VolumesCommand::bytes);
        session.factory()
                .createVolume(
                        session.project(in.project),
                        new CreateVolume(
                                session.drawId(),
                                name,
                                Optional.ofNullable(use),
                                bytes,
                                Pairs.of("--annotation", annotations == null ? List.of() : annotations),
                                Optional.ofNullable(site)));
        shared.print(
                session.screen(),
                new Made(name),
                () -> session.screen().say("volume %s is there".formatted(Names.printable(name))));
        if (bytes.isPresent()
                && session.factory()
                        .volumeSize(session.project(in.project), name)
                        .limit()
                        .isEmpty()) {
            session.screen()
                    .note("its size is not held by the file system: this says what it is for, and nothing stops more;"
                            + " \"tombolo sites\" says why");
        }
        return 0;
    }

    private static long bytes(String text) {
        return Amounts.parseBytes(text)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "--size \"%s\": expected a number of bytes such as 100GB or 1TiB"
                                .formatted(Names.printable(text))));
    }

    @picocli.CommandLine.Command(description = "Say how much is in a persistent volume.")
    int size(@Mixin Common shared, @Mixin InProject in, @Parameters(paramLabel = "NAME") String name) {
        var size = session.factory().volumeSize(session.project(in.project), name);
        shared.print(
                session.screen(),
                size,
                () -> session.screen()
                        .say("volume %s: %s in %s%s"
                                .formatted(
                                        name,
                                        Sizes.text(size.bytes()),
                                        Sizes.count(size.files(), "file"),
                                        size.limit()
                                                .map(all -> ", held to " + Sizes.text(all))
                                                .or(() -> size.asked()
                                                        .map(all -> ", made for %s, to which nothing holds it"
                                                                .formatted(Sizes.text(all))))
                                                .orElse(""))));
        return 0;
    }

    @picocli.CommandLine.Command(description = "Remove a persistent volume with all that is in it.")
    int remove(@Mixin Common shared, @Mixin InProject in, @Parameters(paramLabel = "NAME") String name) {
        session.factory().removeVolume(session.project(in.project), name, session.drawId());
        shared.print(
                session.screen(),
                new Removed(name),
                () -> session.screen().say("volume %s is being removed".formatted(name)));
        return 0;
    }
}
