package org.tombolo.cli.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Brings files from here into a volume, each whole or not at all.
public final class Sending {
    private static final int DEEPEST = 64;
    private static final int PIECE = 1 << 16;

    private final Place to;
    private final Retry retry;
    private final LongConsumer progress;
    private long files;
    private long bytes;

    /// @param progress is told how many bytes were sent, again and again
    public Sending(Place to, Retry retry, LongConsumer progress) {
        this.to = to;
        this.retry = retry;
        this.progress = progress;
    }

    /// A file goes to the path, or into it when that ends with `/` or is the volume itself; a folder goes in, too; of
    /// one that ends with `/`, what is in it does.
    ///
    /// @param text the source as it was typed
    public Download.Copied copy(String text, Path source, String path) throws InterruptedException {
        if (!Files.exists(source)) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "no file or folder %s".formatted(source));
        }
        var into = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        var name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
        if (!Files.isDirectory(source)) {
            one(source, path.isEmpty() || path.endsWith("/") ? into + name : path);
        } else {
            folder(source, text.endsWith("/") || text.equals(".") ? into : into + name + "/", 0);
        }
        return new Download.Copied(files, bytes, to.text(path));
    }

    private void folder(Path folder, String to, int depth) throws InterruptedException {
        if (depth > DEEPEST) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "%s: folders more than %d deep".formatted(folder, DEEPEST));
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var each : entries) {
                var name = String.valueOf(each.getFileName());
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    folder(each, to + name + "/", depth + 1);
                } else if (Files.isRegularFile(each)) {
                    one(each, to + name);
                } else {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "%s: expected files and folders, found something else: leave it out"
                                    .formatted(Names.printable(each.toString())));
                }
            }
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot read: %s".formatted(e), e);
        }
    }

    private void one(Path file, String path) throws InterruptedException {
        long length;
        try {
            length = Files.size(file);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot read: %s".formatted(e), e);
        }
        retry.of(() -> {
            to.write(path, Files.isExecutable(file), length, out -> send(file, out));
            return true;
        });
        files++;
        bytes += length;
    }

    private void send(Path file, OutputStream out) throws IOException {
        var piece = new byte[PIECE];
        long sent = bytes;
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                out.write(piece, 0, n);
                sent += n;
                progress.accept(sent);
            }
        }
    }
}
