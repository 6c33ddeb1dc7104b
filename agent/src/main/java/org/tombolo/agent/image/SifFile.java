package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;

/// What a file of the Singularity Image Format, version 1, says of itself. Its header, and each entry of its table, are
/// little-endian; nothing in them is trusted.
///
/// Format: https://github.com/apptainer/sif
///
/// @param offset  of the root file system
/// @param machine what it is made for; empty: it does not say
/// @param objects JSON documents by their names
/// @param message what the key of the root file system is wrapped in, as PEM
record SifFile(
        Path file,
        long offset,
        long size,
        Kind kind,
        Optional<Platform> machine,
        SequencedMap<String, byte[]> objects,
        Optional<byte[]> message) {
    /// What the root file system is.
    enum Kind {
        SQUASHFS,
        /// Encrypted for the kernel's device mapper: only root of a machine that has one can open it.
        LUKS,
        /// Encrypted file by file.
        GOCRYPTFS,
        OTHER
    }

    private static final byte[] MAGIC = "SIF_MAGIC\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 32;
    private static final int HEADER = 128;
    private static final int ENTRY = 585;
    private static final int MOST_ENTRIES = 4096;
    private static final int MOST_OBJECT = 4 << 20;
    private static final int PARTITION = 0x4004;
    private static final int JSON = 0x4006;
    private static final int CRYPTO_MESSAGE = 0x4008;
    private static final int PRIMARY_SYSTEM = 2;

    SifFile {
        objects = Ordered.copy(objects);
    }

    /// Whether the file begins like one.
    static boolean isOne(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            if (channel.size() < HEADER) {
                return false;
            }
            var start = new byte[MAGIC.length];
            bytes(channel, MAGIC_AT, MAGIC.length).get(start);
            return java.util.Arrays.equals(start, MAGIC);
        }
    }

    /// @param place names it in messages
    static SifFile read(Path file, String place) throws IOException {
        if (!isOne(file)) {
            throw new TomboloException(ErrorCode.UNSUPPORTED, place + " is no SIF file");
        }
        try (var channel = FileChannel.open(file)) {
            var header = bytes(channel, 0, HEADER);
            long count = header.getLong(88);
            long table = header.getLong(96);
            if (count < 0 || count > MOST_ENTRIES) {
                throw damaged(place);
            }
            var found = new Found(channel, place);
            for (long i = 0; i < count; i++) {
                found.take(bytes(channel, table + i * ENTRY, ENTRY));
            }
            return found.whole(file);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(place);
        }
    }

    private static TomboloException damaged(String place) {
        return new TomboloException(ErrorCode.CORRUPT, place + ": the SIF file is damaged or cut short");
    }

    private static ByteBuffer bytes(FileChannel channel, long offset, int size) throws IOException {
        var buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IndexOutOfBoundsException();
            }
        }
        return buffer.flip();
    }

    /// While the table is read.
    private static final class Found {
        private final FileChannel channel;
        private final String place;
        private final SequencedMap<String, byte[]> objects = new LinkedHashMap<>();
        private Optional<byte[]> message = Optional.empty();
        private long offset = -1;
        private long size;
        private Kind kind = Kind.OTHER;
        private Optional<Platform> machine = Optional.empty();

        Found(FileChannel channel, String place) {
            this.channel = channel;
            this.place = place;
        }

        void take(ByteBuffer entry) throws IOException {
            if (entry.get(4) == 0) {
                return;
            }
            long from = entry.getLong(17);
            long length = entry.getLong(25);
            if (from < 0 || length < 0 || from > channel.size() - length) {
                throw damaged(place);
            }
            switch (entry.getInt(0)) {
                case PARTITION -> partition(entry, from, length);
                case JSON -> objects.put(text(entry, 73, 128), object(from, length));
                case CRYPTO_MESSAGE -> message = Optional.of(object(from, length));
                default -> {}
            }
        }

        private void partition(ByteBuffer entry, long from, long length) {
            if (entry.getInt(205) == PRIMARY_SYSTEM && offset < 0) {
                offset = from;
                size = length;
                kind = switch (entry.getInt(201)) {
                    case 1 -> Kind.SQUASHFS;
                    case 5 -> Kind.LUKS;
                    case 6 -> Kind.GOCRYPTFS;
                    default -> Kind.OTHER;
                };
                machine = architecture(text(entry, 209, 3)).map(name -> new Platform("linux", name));
            }
        }

        private static Optional<String> architecture(String code) {
            return switch (code) {
                case "01" -> Optional.of("386");
                case "02" -> Optional.of("amd64");
                case "03" -> Optional.of("arm");
                case "04" -> Optional.of("arm64");
                case "06" -> Optional.of("ppc64le");
                case "11" -> Optional.of("s390x");
                case "12" -> Optional.of("riscv64");
                default -> Optional.empty();
            };
        }

        private byte[] object(long from, long length) throws IOException {
            if (length > MOST_OBJECT) {
                throw damaged(place);
            }
            return bytes(channel, from, (int) length).array();
        }

        private static String text(ByteBuffer entry, int at, int most) {
            var bytes = new byte[most];
            entry.get(at, bytes);
            int end = 0;
            while (end < most && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }

        SifFile whole(Path file) {
            if (offset < 0) {
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED, place + ": the SIF file has no root file system in it");
            }
            return new SifFile(file, offset, size, kind, machine, objects, message);
        }
    }
}
