package org.tombolo.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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
@Tag("unsettled")
@ExtendWith(PackedProgram.class)
class EveryBoundaryTest {
    private static final int MOST = 200;

    /// Factories side by side: most of a round is waiting.
    private static final int FACTORIES = 4;

    /// What the control loop commits and calls. (Its calls at a start are below.)
    private static final List<String> BOUNDARIES = Stream.of("append", "submit", "stop", "forget", "observe")
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
        var factories = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < FACTORIES; i++) {
            var folder = Files.createDirectory(scratch.resolve("f" + i));
            int first = i;
            factories.add(() -> rounds(program, folder, searches, first));
        }
        var problems = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var found : threads.invokeAll(factories)) {
                problems.addAll(found.get());
            }
        }
        searches.forEach(search -> System.out.printf("%s: ended at %d%n", search.name, search.crossed.get()));
        assertThat(problems).isEmpty();
        assertThat(searches)
                .allSatisfy(search -> assertThat(search.crossed).as(search.name).hasPositiveValue());
    }

    /// Takes one boundary after the other, until no name has more.
    private static List<String> rounds(Program program, Path folder, List<Search> searches, int first)
            throws Exception {
        var problems = new ArrayList<String>();
        try (var factory = new CrashedFactory(program, folder)) {
            for (int turn = first; problems.isEmpty(); turn++) {
                var open =
                        searches.stream().filter(search -> !search.isOver.get()).toList();
                if (open.isEmpty()) {
                    break;
                }
                var search = open.get(turn % open.size());
                int number = search.tried.incrementAndGet();
                assertThat(number).as("there is an end of %s", search.name).isLessThan(MOST);
                if (factory.round(search.name, number)) {
                    search.crossed.incrementAndGet();
                } else {
                    search.isOver.set(true);
                }
                problems.addAll(factory.problems());
            }
        }
        return problems;
    }

    /// The boundaries of a start: the same work is found again, however often and wherever starts end.
    @Test
    void findsItsWorkAgainWhereverAStartEnds(Program program) throws Exception {
        var folder = Files.createDirectory(scratch.resolve("starts"));
        try (var factory = new CrashedFactory(program, folder)) {
            var ends = new TreeSet<String>();
            for (int boundary = 1; boundary < MOST; boundary++) {
                Optional<String> where = factory.start(boundary);
                if (where.isEmpty()) {
                    break;
                }
                ends.add(where.get());
            }
            System.out.println("a start's boundaries: " + ends);
            assertThat(factory.problems()).isEmpty();
            assertThat(ends).contains("lead-before", "lead-after", "describe-after", "observe-before");
        }
    }
}
