package org.tombolo.server.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The keys that seal secrets, a line each: `tombolo-key NAME BASE64`. The first seals; the others open what was sealed
/// before. Read when needed: a factory without secrets has no such file.
public final class KeyFile {
    private static final Pattern LINE = Pattern.compile("tombolo-key ([0-9a-f]{8}) ([A-Za-z0-9+/]{43}=)");
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public KeyFile(Path file) {
        this.file = file;
    }

    /// One key.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Key(String name, byte[] bytes) {
        @Override
        public String toString() {
            return "key " + name;
        }
    }

    /// In the order of the file; none where there is no file.
    List<Key> read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw unusable("others than its owner can use it; run \"chmod 600 %s\"".formatted(file));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unusable("it cannot be read: " + e.getMessage());
        }
        var keys = new ArrayList<Key>();
        for (int i = 0; i < lines.size(); i++) {
            var line = LINE.matcher(lines.get(i).strip());
            if (line.matches()) {
                keys.add(new Key(line.group(1), Base64.getDecoder().decode(line.group(2))));
            } else if (!lines.get(i).isBlank()) {
                throw unusable("line %d is no key; restore the file from its backup".formatted(i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw unusable("it holds no key; restore it from its backup");
        }
        return keys;
    }

    Optional<Key> find(String name) {
        return read().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /// The key that seals, drawn where there is no file yet. Two that draw at once use the same.
    Key first() {
        var keys = read();
        if (keys.isEmpty()) {
            write(List.of(draw()), true);
            keys = read();
        }
        return keys.getFirst();
    }

    /// A fresh key before the others.
    Key renew() {
        var keys = new ArrayList<>(read());
        keys.addFirst(draw());
        write(keys, false);
        return keys.getFirst();
    }

    /// All but the first are not needed any more.
    void keepOnlyFirst() {
        write(List.of(read().getFirst()), false);
    }

    Path path() {
        return file;
    }

    private Key draw() {
        var name = new byte[4];
        var key = new byte[32];
        random.nextBytes(name);
        random.nextBytes(key);
        return new Key(HexFormat.of().formatHex(name), key);
    }

    /// Whole or not at all.
    private void write(List<Key> keys, boolean onlyIfNone) {
        var text = new StringBuilder();
        keys.forEach(key -> text.append(
                "tombolo-key %s %s%n".formatted(key.name(), Base64.getEncoder().encodeToString(key.bytes()))));
        var part = file.resolveSibling(
                file.getFileName() + ".part" + HexFormat.of().toHexDigits(random.nextInt()));
        try {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(OURS));
            try (var out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
                out.force(true);
            }
            if (onlyIfNone) {
                Files.createLink(file, part); // a move would replace the key of whoever was faster
                Files.delete(part);
            } else {
                Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
            try (var folder = FileChannel.open(
                    Optional.ofNullable(file.getParent()).orElse(Path.of(".")), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            delete(part);
        } catch (IOException e) {
            delete(part);
            throw unusable("it cannot be written: " + e.getMessage());
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it is ours alone, and of no use
        }
    }

    private TomboloException unusable(String why) {
        return new TomboloException(ErrorCode.CORRUPT, "the key file of secrets %s: %s".formatted(file, why));
    }
}
