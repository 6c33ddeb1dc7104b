package org.tombolo.agent.image;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tombolo.agent.files.Trees;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Lays layers on each other in a folder. Everything belongs to us, whoever owns it in the image: inside, the attempt
/// is one user. Device nodes are left out, modes and times kept. No layer can write outside the folder.
///
/// Whiteouts: https://github.com/opencontainers/image-spec/blob/main/layer.md
final class Unpacking {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int MODE = 07777;
    /// So that we can go on writing in a folder, and delete it one day.
    private static final int OURS = 0700;

    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private final Path root;
    private final InRoot inRoot;
    /// Set at the end: a folder may forbid to write what is still to come.
    private final List<Folder> folders = new ArrayList<>();

    private record Folder(Path path, int mode, FileTime time) {}

    Unpacking(Path root) {
        this.root = root;
        this.inRoot = new InRoot(root);
    }

    void layer(InputStream bytes) throws IOException {
        var mine = new HashSet<Path>();
        try (var tar = new TarArchiveInputStream(plain(bytes), "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                put(entry, tar, mine);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a layer is damaged: " + e.getMessage(), e);
        }
    }

    /// What a layer is compressed with is told by its first bytes.
    private static InputStream plain(InputStream bytes) throws IOException {
        var in = new BufferedInputStream(bytes, 1 << 16);
        in.mark(4);
        var start = in.readNBytes(4);
        in.reset();
        if (start.length == 4 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (Arrays.equals(start, ZSTD)) {
            return new ZstdInputStream(in);
        }
        return in;
    }

    private void put(TarArchiveEntry entry, InputStream bytes, Set<Path> mine) throws IOException {
        var name = entry.getName();
        var place = inRoot.place(name);
        if (place.equals(root)) {
            return;
        }
        var last = place.getFileName().toString();
        if (last.equals(OPAQUE)) {
            clear(parent(place), mine);
            return;
        }
        if (last.startsWith(WHITEOUT)) {
            var hidden = place.resolveSibling(last.substring(WHITEOUT.length()));
            if (hidden.getFileName().toString().isEmpty() || hidden.normalize().equals(parent(place))) {
                throw InRoot.leaves(name);
            }
            Trees.delete(hidden);
            return;
        }
        makeParents(parent(place));
        if (entry.isDirectory()) {
            folder(entry, place);
        } else {
            Trees.delete(place);
            if (!other(entry, bytes, place)) {
                return;
            }
        }
        for (var each = place; !each.equals(root); each = parent(each)) {
            mine.add(each);
        }
    }

    private Path parent(Path place) {
        var parent = place.getParent();
        return parent == null ? root : parent;
    }

    private void makeParents(Path folder) throws IOException {
        if (!InRoot.isFolder(folder)) {
            if (!folder.equals(root)) {
                makeParents(parent(folder));
            }
            Files.deleteIfExists(folder);
            Files.createDirectory(folder);
        }
    }

    private void folder(TarArchiveEntry entry, Path place) throws IOException {
        if (!InRoot.isFolder(place)) {
            Files.deleteIfExists(place);
            Files.createDirectory(place);
        }
        Files.setAttribute(place, "unix:mode", OURS, LinkOption.NOFOLLOW_LINKS);
        folders.add(new Folder(place, entry.getMode() & MODE, entry.getLastModifiedTime()));
    }

    /// False: it is nothing that we keep.
    private boolean other(TarArchiveEntry entry, InputStream bytes, Path place) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
            return true;
        }
        if (entry.isLink()) {
            var target = inRoot.place(entry.getLinkName());
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || InRoot.isFolder(target)) {
                throw new TomboloException(
                        ErrorCode.CORRUPT,
                        "a layer has a hard link \"%s\" to \"%s\", which is no file of the image"
                                .formatted(entry.getName(), entry.getLinkName()));
            }
            Files.createLink(place, target);
            return true;
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            return false;
        }
        try (var out = Files.newOutputStream(place)) {
            bytes.transferTo(out);
        }
        Files.setAttribute(place, "unix:mode", entry.getMode() & MODE, LinkOption.NOFOLLOW_LINKS);
        Files.setLastModifiedTime(place, entry.getLastModifiedTime());
        return true;
    }

    /// Everything of lower layers in this folder is hidden.
    private static void clear(Path folder, Set<Path> mine) throws IOException {
        if (!InRoot.isFolder(folder)) {
            return;
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var each : entries) {
                if (!mine.contains(each)) {
                    Trees.delete(each);
                } else if (InRoot.isFolder(each)) {
                    clear(each, mine);
                }
            }
        }
    }

    /// Modes and times of folders, the deepest first.
    void finish() throws IOException {
        for (var folder : folders.reversed()) {
            if (InRoot.isFolder(folder.path())) {
                Files.setAttribute(folder.path(), "unix:mode", folder.mode() | OURS, LinkOption.NOFOLLOW_LINKS);
                Files.setLastModifiedTime(folder.path(), folder.time());
            }
        }
    }
}
