package org.tombolo.control.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.blobs.Blobs;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.control.door.Outputs.Piece;
import org.tombolo.control.door.Outputs.Stream;
import org.tombolo.engine.LogChunk;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.LogObject;

final class SiteOutputsTest {
    private static final AttemptId ID = AttemptId.of(new RunId("run"), "job", 0, 1);

    @TempDir
    Path folder;

    private Blobs blobs;

    @BeforeEach
    void open() {
        blobs = new FolderBlobs(folder, Clock.systemUTC());
    }

    @Test
    void waitsForHistoryWhereTheSiteHasForgottenItAMomentEarlier() {
        var asked = new AtomicInteger();
        var piece = read(
                Optional.of(forgotten(true)),
                _ -> asked.incrementAndGet() < 4 ? Optional.empty() : Optional.of(kept()));
        assertThat(new String(piece.bytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(piece.ended()).isTrue();
    }

    @Test
    void hasNothingYetOfWhatHasNotArrivedAtItsSite() {
        var piece = read(Optional.of(forgotten(false)), _ -> Optional.empty());
        assertThat(piece.bytes()).isEmpty();
        assertThat(piece.ended()).isFalse();
    }

    @Test
    void readsAtTheSiteWhileTheSiteHasIt() {
        var holder = new SiteOutputs.Holder(
                (_, _, _, offset, _) -> new LogChunk(new byte[] {65}, offset + 1, 0, false), true);
        assertThat(read(Optional.of(holder), _ -> Optional.empty()).bytes()).containsExactly(65);
    }

    @Test
    void saysThatNobodyHasIt() {
        assertThatThrownBy(() -> read(Optional.empty(), _ -> Optional.empty()))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private Piece read(Optional<SiteOutputs.Holder> holder, Function<AttemptId, Optional<EndedAttempt>> history) {
        return new SiteOutputs(_ -> holder, _ -> Optional.empty(), history, blobs, () -> () -> true)
                .logs(ID, Stream.OUT, 0, 100);
    }

    private static SiteOutputs.Holder forgotten(boolean ended) {
        return new SiteOutputs.Holder(
                (_, _, _, _, _) -> {
                    throw new TomboloException(ErrorCode.NOT_FOUND, "forgotten");
                },
                ended);
    }

    private EndedAttempt kept() {
        var digest = blobs.put(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
        var grant = new Grant("host", List.of(0), 0, Ordered.none(), Ordered.none());
        var attempt = Attempt.placed(new AttemptPlaced(ID, new SiteId("site"), grant, Optional.empty()), Instant.EPOCH);
        return new EndedAttempt(attempt, List.of(new LogObject("out", digest, 0, 5)));
    }
}
