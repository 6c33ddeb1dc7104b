package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.wire.agent.AgentJson;

/// Brings one file to its place: from the cache when it is the same, else from its server, checked.
final class Arrivals {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final int SMALL = 1 << 20;

    private final Path folder;
    private final String boot;
    private final Cache cache;
    private final Retry retry;
    private final Semaphore streams;
    private final Clock clock;
    private final AgentJson json = new AgentJson();

    /// @param folder for what has not come whole yet
    Arrivals(Path folder, String boot, Cache cache, Retry retry, Semaphore streams, Clock clock) {
        this.folder = folder;
        this.boot = boot;
        this.cache = cache;
        this.retry = retry;
        this.streams = streams;
        this.clock = clock;
    }

    /// @param owner who may use what the cache has of it: everybody, or those of one secret
    record Wish(Found found, List<String> owner, UriSpec.Cache cache, Optional<Duration> life, Path target) {
        String name() {
            return found.remote().name();
        }
    }

    void bring(Wish wish, Trip trip) throws IOException, InterruptedException {
        boolean kept = wish.cache() != UriSpec.Cache.NEVER
                && cache.keeps(wish.found().size().orElse(0));
        if (!kept && isSmall(wish) && bringAtOnce(wish, trip)) {
            return;
        }
        found(wish).ifPresent(bytes -> Local.requireRoom(wish.target().resolveSibling("."), bytes));
        if (!kept) {
            var name = Cache.key(List.of(trip.label(), wish.target().toString()));
            fetch(wish, name, Optional.empty(), trip);
            return;
        }
        var key = Cache.key(wish.owner());
        var lock = cache.lock(key);
        lock.lockInterruptibly();
        try {
            var before = cache.find(key, wish.life().orElse(LIFE));
            if (before.isPresent() && needsNoLook(wish, before.get()) && fromCache(wish, before.get(), trip)) {
                return;
            }
            fetch(wish, key, before, trip);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSmall(Wish wish) {
        return wish.found().size().orElse(Long.MAX_VALUE) <= SMALL;
    }

    /// Through memory: beside many small files, each step on the disk costs more than their bytes.
    ///
    /// @return whether it was as small as it was listed
    private boolean bringAtOnce(Wish wish, Trip trip) throws IOException, InterruptedException {
        var came = retry.of(wish.name(), trip, () -> atOnce(wish.found().remote(), trip));
        if (came.isEmpty()) {
            return false;
        }
        var check = came.get()
                .facts()
                .checksum()
                .map(sum -> Check.of(sum, came.get().bytes().remaining()));
        check.ifPresent(each -> each.digest().update(came.get().bytes().duplicate()));
        requireHolds(check, wish);
        var fresh = Places.fresh(wish.target(), trip.label());
        try {
            Local.write(fresh, came.get().bytes());
            Places.publish(fresh, wish.target(), wish.name());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        return true;
    }

    private record Came(ByteBuffer bytes, Remote.Facts facts) {}

    private Optional<Came> atOnce(Remote remote, Trip trip) throws IOException, InterruptedException {
        streams.acquire();
        try {
            if (!(remote.open(Remote.Ask.whole(Optional.empty())) instanceof Remote.Opened.Bytes open)) {
                throw new IOException("an answer without bytes");
            }
            trip.hear();
            try (var in = trip.counted(open.in())) {
                return atOnce(in, open.facts(), trip);
            }
        } finally {
            streams.release();
        }
    }

    private static Optional<Came> atOnce(InputStream in, Remote.Facts facts, Trip trip) throws IOException {
        long size = facts.size().orElse(-1);
        var buffer = new byte[(int) (size < 0 || size > SMALL ? SMALL + 1 : size)];
        int length = 0;
        boolean whole = false;
        try {
            for (int n = 0; n >= 0 && length < buffer.length; length += Math.max(0, n)) {
                n = in.read(buffer, length, buffer.length - length);
            }
            if (length > SMALL) {
                return Optional.empty();
            }
            if (size >= 0 && length != size) {
                throw new IOException("it broke off after %d of %d bytes".formatted(length, size));
            }
            whole = true;
            return Optional.of(new Came(ByteBuffer.wrap(buffer, 0, length), facts));
        } finally {
            if (!whole) {
                trip.meter().moved(-length); // it comes again
            }
        }
    }

    private static Optional<Long> found(Wish wish) {
        var size = wish.found().size();
        return size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty();
    }

    /// It is the one that a list has just shown, or whoever wrote the file does not want us to look.
    private static boolean needsNoLook(Wish wish, Cache.Entry before) {
        return wish.cache() == UriSpec.Cache.ONCE
                || (wish.found().version().isPresent() && wish.found().version().equals(before.version()));
    }

    private boolean fromCache(Wish wish, Cache.Entry before, Trip trip) throws IOException {
        var fresh = Places.fresh(wish.target(), trip.label());
        try {
            if (!cache.copy(before, fresh, trip)) {
                return false;
            }
            if (wish.found().size().isEmpty()) {
                trip.meter().expect(before.size());
            }
            trip.meter().moved(before.size());
            Places.publish(fresh, wish.target(), wish.name());
            return true;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void fetch(Wish wish, String key, Optional<Cache.Entry> before, Trip trip)
            throws IOException, InterruptedException {
        var part = new Part(folder.resolve(key), boot, json);
        boolean closing = false;
        try {
            var download = new Download(wish.found(), part, trip, retry, streams);
            var facts = download.run(before.flatMap(Cache.Entry::version));
            if (facts.isPresent()) {
                settle(wish, key, facts.get(), part, trip);
            } else if (fromCache(wish, before.orElseThrow(), trip)) {
                cache.confirm(key, before.orElseThrow());
            } else {
                settle(wish, key, download.run(Optional.empty()).orElseThrow(), part, trip);
            }
        } catch (InterruptedException e) {
            closing = !trip.isOver(); // another agent goes on with it
            throw e;
        } finally {
            if (!closing) {
                part.delete();
            }
        }
    }

    /// It is all there: checked, named, kept.
    private void settle(Wish wish, String key, Remote.Facts facts, Part part, Trip trip) throws IOException {
        long size = part.length();
        boolean keeps = wish.cache() != UriSpec.Cache.NEVER && cache.keeps(size) && size > 0;
        var check = facts.checksum().map(sum -> Check.of(sum, size));
        var name = Local.digest("SHA-256");
        var digests = new ArrayList<MessageDigest>();
        check.ifPresent(each -> digests.add(each.digest()));
        if (keeps) {
            digests.add(name);
        }
        var fresh = Places.fresh(wish.target(), trip.label());
        try {
            if (keeps || !isBeside(part.file(), wish.target())) {
                Local.copy(part.file(), fresh, digests, trip);
            } else {
                Local.digest(part.file(), digests, trip);
                Files.move(part.file(), fresh, StandardCopyOption.ATOMIC_MOVE);
            }
            requireHolds(check, wish);
            Places.publish(fresh, wish.target(), wish.name());
        } finally {
            Files.deleteIfExists(fresh);
        }
        if (keeps) {
            var digest = HexFormat.of().formatHex(name.digest());
            cache.add(key, new Cache.Entry(wish.name(), facts.version(), digest, size, clock.instant()), part.file());
        }
    }

    private static void requireHolds(Optional<Check> check, Wish wish) {
        if (check.isPresent() && !check.get().holds()) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s: what came is not what its server says it is (%s): fetch it again, or have it mended there"
                            .formatted(wish.name(), check.get().algorithm()));
        }
    }

    private static boolean isBeside(Path one, Path other) throws IOException {
        return Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other.resolveSibling("."), "unix:dev"));
    }

    /// Compares what came with what was said.
    private record Check(String algorithm, MessageDigest digest, String expected) {
        static Check of(Remote.Checksum sum, long size) {
            if (!sum.algorithm().equals("git")) {
                return new Check(sum.algorithm(), Local.digest(sum.algorithm()), sum.hex());
            }
            var digest = Local.digest("SHA-1");
            digest.update(("blob " + size + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new Check("git blob", digest, sum.hex());
        }

        boolean holds() {
            return HexFormat.of().formatHex(digest.digest()).equalsIgnoreCase(expected);
        }
    }
}
