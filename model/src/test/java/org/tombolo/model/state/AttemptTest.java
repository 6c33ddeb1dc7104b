package org.tombolo.model.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptReadied;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.state.AttemptState.Accepted;
import org.tombolo.model.state.AttemptState.Ended;
import org.tombolo.model.state.AttemptState.Placed;
import org.tombolo.model.state.AttemptState.Running;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Usage;

class AttemptTest {
    private static final AttemptId ID = AttemptId.of(new RunId("r1"), "train", 0, 1);
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final Grant GRANT = new Grant("h", List.of(0), 0, Ordered.none(), Ordered.none());
    private static final AttemptPlaced PLACE = new AttemptPlaced(ID, new SiteId("s"), GRANT, Optional.empty());
    private static final AttemptAccepted ACCEPT = new AttemptAccepted(ID, "h1");
    private static final AttemptStarted START = new AttemptStarted(ID, NOW, 0);
    private static final AttemptStarted REQUEUED = new AttemptStarted(ID, NOW, 1);
    private static final AttemptReadied READY = new AttemptReadied(ID, true);
    private static final AttemptStopping STOP =
            new AttemptStopping(ID, Duration.ofSeconds(1), new Cause.Stopped("by me"));
    private static final AttemptEnded END =
            new AttemptEnded(ID, Optional.of(NOW), NOW, new Cause.Exit(0), Usage.UNKNOWN);
    private static final AttemptFenced FENCE = new AttemptFenced(ID, "silent");
    private static final AttemptForgotten FORGET = new AttemptForgotten(ID, List.of());

    private static Attempt in(AttemptEvent... events) {
        var attempt = Attempt.placed(PLACE, NOW);
        for (var event : events) {
            attempt = attempt.after(event, NOW);
        }
        return attempt;
    }

    /// Every state × every event: the state that follows, or null where the step is a defect of ours.
    static Stream<Arguments> steps() {
        var placed = in();
        var accepted = in(ACCEPT);
        var running = in(ACCEPT, START);
        var ready = in(ACCEPT, START, READY);
        var requeued = in(ACCEPT, REQUEUED);
        var ended = in(ACCEPT, START, END);
        return Stream.of(
                Arguments.of(placed, ACCEPT, Accepted.class),
                Arguments.of(placed, START, Running.class),
                Arguments.of(placed, READY, null),
                Arguments.of(placed, STOP, Placed.class),
                Arguments.of(placed, END, Ended.class),
                Arguments.of(placed, FENCE, Ended.class),
                Arguments.of(placed, FORGET, null),
                Arguments.of(placed, PLACE, null),
                Arguments.of(accepted, ACCEPT, Accepted.class),
                Arguments.of(accepted, START, Running.class),
                Arguments.of(accepted, READY, null),
                Arguments.of(accepted, STOP, Accepted.class),
                Arguments.of(accepted, END, Ended.class),
                Arguments.of(accepted, FENCE, Ended.class),
                Arguments.of(accepted, FORGET, null),
                Arguments.of(accepted, PLACE, null),
                Arguments.of(running, ACCEPT, Running.class),
                Arguments.of(running, START, Running.class),
                Arguments.of(running, READY, Running.class),
                Arguments.of(running, STOP, Running.class),
                Arguments.of(running, END, Ended.class),
                Arguments.of(running, FENCE, Ended.class),
                Arguments.of(running, FORGET, null),
                Arguments.of(running, PLACE, null),
                Arguments.of(ready, REQUEUED, Running.class),
                Arguments.of(requeued, START, Running.class),
                Arguments.of(ended, ACCEPT, Ended.class),
                Arguments.of(ended, START, Ended.class),
                Arguments.of(ended, READY, Ended.class),
                Arguments.of(ended, STOP, Ended.class),
                Arguments.of(ended, END, Ended.class),
                Arguments.of(ended, FENCE, Ended.class),
                Arguments.of(ended, FORGET, Ended.class),
                Arguments.of(ended, PLACE, Ended.class));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void movesAsTheTableSays(Attempt from, AttemptEvent event, Class<? extends AttemptState> expected) {
        if (expected == null) {
            assertThatThrownBy(() -> from.after(event, NOW))
                    .isInstanceOf(IllegalTransition.class)
                    .hasMessageContaining(ID.toString());
        } else {
            assertThat(from.after(event, NOW).state()).isInstanceOf(expected);
        }
    }

    @Test
    void whatHasEndedNeverChangesAgain() {
        var ended = in(ACCEPT, START, END);
        for (var late : List.of(ACCEPT, REQUEUED, READY, STOP, FENCE, FORGET)) {
            assertThat(ended.after(late, NOW)).isEqualTo(ended);
        }
    }

    @Test
    void onlyTheCurrentIncarnationCounts() {
        var requeued = in(ACCEPT, START, READY, REQUEUED);
        assertThat(requeued.isReady()).isFalse();
        assertThat(requeued.after(START, NOW)).isEqualTo(requeued);
    }

    @Test
    void aSiteWhoseClockIsAheadDoesNotMoveTheStartIntoTheFuture() {
        var ahead = in(ACCEPT).after(new AttemptStarted(ID, NOW.plusSeconds(3600), 0), NOW);
        assertThat(ahead.startedAt()).contains(NOW);
    }

    @Test
    void aLabelIsADnsLabelOfAtMost52CharactersAndTellsAttemptsApart() {
        var factory = new FactoryId("f1a2b3");
        var longName = AttemptId.of(new RunId("r1"), "a-very-long-name-of-a-job-that-does-not-end-soon-at-all", 7, 1);
        var next = AttemptId.of(new RunId("r1"), "a-very-long-name-of-a-job-that-does-not-end-soon-at-all", 7, 2);
        assertThat(longName.label(factory))
                .hasSizeLessThanOrEqualTo(52)
                .matches("f1a2b3-[a-z0-9]{20}-[a-z0-9-]*[a-z0-9]")
                .isNotEqualTo(next.label(factory));
        assertThat(AttemptId.of(new RunId("r1"), "in:my_Data", 0, 1).label(factory))
                .matches("[a-z0-9-]+");
    }
}
