package org.tombolo.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.tombolo.model.FactoryId;
import org.tombolo.model.state.Clock;
import org.tombolo.model.state.Entity;

/// Appends until it is killed, with snapshots beside it, and prints each row that was acknowledged.
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
        var random = new Random(Long.parseLong(arguments[1]));
        try (var journal = Journals.open(arguments[0], new Codec())) {
            long epoch = JournalContract.granted(journal.lead("writer", Duration.ofMinutes(1), Instant.now()));
            long start = journal.snapshot().map(SnapshotRef::seq).orElse(0L);
            var seq = new AtomicLong(journal.read(start, (_, _) -> {}).lastSeq());
            Thread.ofPlatform().daemon().start(() -> snapshots(journal, epoch, seq));
            while (true) {
                int facts = 1 + random.nextInt(random.nextInt(10) == 0 ? 1_000 : 20);
                journal.append(epoch, JournalContract.batch(seq.get() + 1, facts));
                System.out.println(seq.addAndGet(facts));
            }
        }
    }

    private static void snapshots(Journal journal, long epoch, AtomicLong seq) {
        while (true) {
            long at = seq.get();
            if (at > 0) {
                try (var writer = journal.startSnapshot(epoch, at, Instant.now())) {
                    for (int part = 0; part < 5; part++) {
                        writer.write(entities(at));
                    }
                    writer.finish();
                }
            }
        }
    }

    /// What a snapshot at this row holds, five times.
    static List<Entity> entities(long seq) {
        return Collections.nCopies(300, new Clock(Optional.of(new FactoryId("f1")), JournalContract.NOW, seq));
    }
}
