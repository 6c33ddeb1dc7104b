package org.tombolo.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The real server ends at each boundary of commit and call, one after the other, while real processes run; the next
/// server finishes what was begun. The processes count.
@Tag("chaos")
@ExtendWith(PackedProgram.class)
class EveryBoundaryTest {
    private static final int MOST = 200;

    /// Factories side by side: most of a round is waiting.
    private static final int FACTORIES = 4;

    /// What the control loop commits and calls.
    private static final List<String> BOUNDARIES = Stream.of("append", "submit", "stop", "forget", "observe")
            .flatMap(call -> Stream.of(call + "-before", call + "-after"))
            .toList();

    private static final List<String> STARTS = Stream.of("lead", "describe", "find", "observe", "append")
            .flatMap(call -> Stream.of(call + "-before", call + "-after"))
            .toList();

    @TempDir
    private Path scratch;

    /// A boundary, how many of its name have come so far, and whether there are more.
    private static final class Search {
        private final String name;
        private final AtomicInteger tried = new AtomicInteger();
        private final AtomicInteger crossed = new AtomicInteger();
        private final AtomicBoolean isOver = new AtomicBoolean();

        private Search(String name) {
            this.name = name;
        }
    }

    @Test
    void losesAndDoublesNothingWhereverItEnds(Program program) throws Exception {
        var searches = BOUNDARIES.stream().map(Search::new).toList();
        var turns = new AtomicInteger();
        var problems = sideBySide(program, factory -> rounds(factory, searches, turns));
        searches.forEach(search -> System.out.printf("%s: ended at %d%n", search.name, search.crossed.get()));
        assertThat(problems).isEmpty();
        assertThat(searches)
                .allSatisfy(search -> assertThat(search.crossed).as(search.name).hasPositiveValue());
    }

    /// Takes one boundary after the other, until no name has more.
    private static void rounds(CrashedFactory factory, List<Search> searches, AtomicInteger turns) throws Exception {
        while (factory.problems().isEmpty()) {
            var open = searches.stream().filter(search -> !search.isOver.get()).toList();
            if (open.isEmpty()) {
                return;
            }
            var search = open.get(turns.getAndIncrement() % open.size());
            int number = search.tried.incrementAndGet();
            assertThat(number).as("there is an end of %s", search.name).isLessThan(MOST);
            if (factory.round(search.name, number)) {
                search.crossed.incrementAndGet();
            } else {
                search.isOver.set(true);
            }
        }
    }

    /// The boundaries of a start: work that is under way is found again, however often and wherever starts end.
    @Test
    void findsItsWorkAgainWhereverAStartEnds(Program program) throws Exception {
        var names = new ConcurrentLinkedQueue<>(STARTS);
        var ended = new ConcurrentSkipListMap<String, Integer>();
        var problems = sideBySide(program, factory -> {
            for (var name = names.poll(); name != null; name = names.poll()) {
                ended.put(name, factory.starts(name));
            }
        });
        System.out.println("starts that ended: " + ended);
        assertThat(problems).isEmpty();
        assertThat(ended.keySet()).containsExactlyInAnyOrderElementsOf(STARTS);
        assertThat(ended.values()).allSatisfy(count -> assertThat(count).isPositive());
    }

    private interface Trial {
        void on(CrashedFactory factory) throws Exception;
    }

    /// What was not as promised, in any of the factories.
    private List<String> sideBySide(Program program, Trial trial) throws Exception {
        var trials = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < FACTORIES; i++) {
            var folder = Files.createDirectory(scratch.resolve("f" + i));
            trials.add(() -> {
                try (var factory = new CrashedFactory(program, folder)) {
                    trial.on(factory);
                    return factory.problems();
                }
            });
        }
        var problems = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var found : threads.invokeAll(trials)) {
                problems.addAll(found.get());
            }
        }
        return problems;
    }
}
