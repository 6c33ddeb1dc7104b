package org.tombolo.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.client.BlobSender;
import org.tombolo.cli.image.Buildah;
import org.tombolo.cli.image.Recipe;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Builds images. They are kept by the factory, so that each of its sites can use them.
@picocli.CommandLine.Command(
        name = "tombolo image",
        description = "Build an image and give it to the factory.",
        footer = {
            "",
            "Examples:",
            "  tombolo image build Dockerfile",
            "  tombolo image build requirements.txt --from docker.io/library/python:3.13-slim",
            "",
            "It prints the name for `image.uri`. It is built on this machine by buildah, without privilege."
        })
final class ImageCommand implements Callable<Integer> {
    private static final long WORTH_A_WORD = 10 << 20;

    private final Session session;

    @Mixin
    Common common = new Common();

    ImageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw new TomboloException(ErrorCode.BAD_INPUT, "say what to do: tombolo image build FILE");
    }

    /// For programs.
    private record Built(String uri, long bytes) {}

    @picocli.CommandLine.Command(description = "Build an image from a Dockerfile, or from a list of Python packages.")
    int build(
            @Mixin Common shared,
            @Mixin InProject where,
            @Option(
                            names = "--from",
                            paramLabel = "IMAGE",
                            description = "What it is built on (for Python packages, by default python:3.13-slim).")
                    @Nullable
                    String from,
            @Parameters(paramLabel = "FILE", description = "A Dockerfile, or a requirements.txt.") Path file)
            throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("tombolo-image");
        var buildah = new Buildah(scratch, session.screen()::note);
        try {
            var archive = buildah.build(Recipe.of(file, Optional.ofNullable(from), scratch));
            var built = send(archive, session.project(where.project));
            shared.print(session.screen(), built, () -> session.screen().say(built.uri()));
            return 0;
        } finally {
            buildah.clean();
            delete(scratch);
        }
    }

    private Built send(Path archive, String project) throws IOException, InterruptedException {
        var digest = "sha256:" + digest(archive);
        long size = Files.size(archive);
        var progress = new UploadProgress(session.screen(), size >= WORTH_A_WORD);
        new BlobSender(session.factory(), project, session.screen()::note)
                .send(List.of(new BlobSender.Blob(digest, size, out -> Files.copy(archive, out))), progress::show);
        progress.end();
        session.screen().note("%s; in a workflow:".formatted(Sizes.text(size)));
        return new Built("oci-archive:" + digest, size);
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var sum = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new TomboloException(ErrorCode.INTERNAL, "this Java has no SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
