package org.tombolo.agent.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.agent.AgentJson;

/// What was fetched before: files by their digest, and which origin gave which of them at what time. Files that were
/// not
/// used for the longest time go first. What is damaged is noticed when it is used, and fetched again.
final class Cache {
    /// So many origins are fetched side by side, most of the time.
    private static final int LOCKS = 1024;

    private final Path objects;
    private final Path origins;
    private final long limit;
    private final Clock clock;
    private final AgentJson json = new AgentJson();
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    /// Guards the size.
    private final ReentrantLock sizing = new ReentrantLock();
    private long size = -1;

    /// @param limit bytes; 0: nothing is kept
    Cache(Path folder, long limit, Clock clock) {
        this.objects = folder.resolve("objects");
        this.origins = folder.resolve("origins");
        this.limit = limit;
        this.clock = clock;
    }

    /// @param origin  for people who look into the folder
    /// @param version as the server names it; empty: it does not
    /// @param digest  of its bytes, SHA-256 in hex
    record Entry(String origin, Optional<String> version, String digest, long size, Instant at) {}

    /// The name of an origin, for those who may use what it gave.
    ///
    /// @param parts where it is, and with whose secret it was opened
    static String key(List<String> parts) {
        var digest = Local.digest("SHA-256");
        for (var part : parts) {
            digest.update((part.length() + ":" + part + ";").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Held by whoever fetches it: others wait, and find it.
    ReentrantLock lock(String key) {
        return locks.get(Math.floorMod(key.hashCode(), LOCKS));
    }

    /// @param life how old it may be
    Optional<Entry> find(String key, Duration life) {
        try {
            var file = origin(key);
            var entry = json.read(Files.readAllBytes(file), Entry.class, file.toString());
            boolean fresh = entry.at().plus(life).isAfter(clock.instant());
            return Optional.of(entry).filter(_ -> fresh && Files.exists(object(entry.digest())));
        } catch (IOException | TomboloException e) {
            return Optional.empty();
        }
    }

    /// @return whether it is still there, and whole
    boolean copy(Entry entry, Path to, Trip trip) throws IOException {
        var object = object(entry.digest());
        var digest = Local.digest("SHA-256");
        try {
            Files.setLastModifiedTime(object, FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            return false; // it made room for others
        }
        Local.copy(object, to, List.of(digest), trip);
        if (HexFormat.of().formatHex(digest.digest()).equals(entry.digest())) {
            return true;
        }
        Files.deleteIfExists(object);
        return false;
    }

    /// It is what the origin has: now, too.
    void confirm(String key, Entry entry) {
        write(key, new Entry(entry.origin(), entry.version(), entry.digest(), entry.size(), clock.instant()));
    }

    boolean keeps(long bytes) {
        return bytes <= limit;
    }

    /// Takes the file in; it is moved.
    void add(String key, Entry entry, Path file) throws IOException {
        var object = object(entry.digest());
        Files.createDirectories(object.resolveSibling("."));
        boolean fresh = !Files.exists(object);
        Files.move(file, object, StandardCopyOption.ATOMIC_MOVE);
        Files.setLastModifiedTime(object, FileTime.from(clock.instant()));
        write(key, entry);
        if (fresh) {
            grow(entry.size());
        }
    }

    private void write(String key, Entry entry) {
        try {
            var file = origin(key);
            Files.createDirectories(file.resolveSibling("."));
            var beside = file.resolveSibling(key + ".tmp");
            Files.write(beside, json.write(entry));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }

    private void grow(long bytes) throws IOException {
        sizing.lock();
        try {
            size = size < 0 ? all().stream().mapToLong(Kept::size).sum() : size + bytes;
            if (size > limit) {
                shrink();
            }
        } finally {
            sizing.unlock();
        }
    }

    private record Kept(Path file, long size, FileTime used) {}

    /// To nine tenths, so that not every file is followed by a look at all.
    private void shrink() throws IOException {
        var kept = all();
        size = kept.stream().mapToLong(Kept::size).sum();
        for (var each : kept.stream().sorted(Comparator.comparing(Kept::used)).toList()) {
            if (size <= limit / 10 * 9) {
                return;
            }
            Files.deleteIfExists(each.file());
            size -= each.size();
        }
    }

    private List<Kept> all() throws IOException {
        var kept = new ArrayList<Kept>();
        if (Files.isDirectory(objects)) {
            try (var files = Files.walk(objects)) {
                for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
                }
            }
        }
        return kept;
    }

    private Path origin(String key) {
        return origins.resolve(key.substring(0, 2)).resolve(key);
    }

    private Path object(String digest) {
        return objects.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }
}
