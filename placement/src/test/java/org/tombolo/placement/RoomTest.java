package org.tombolo.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;

class RoomTest {
    private static final HostCapacity HOST = new HostCapacity(
            "h",
            "127.0.0.1",
            IntStream.range(0, 8).boxed().toList(),
            16L << 30,
            devices("gpu", List.of(0, 1)),
            new PortRange(20000, 20003),
            Ordered.none());

    private static <V> SequencedMap<String, V> devices(String kind, V what) {
        var map = new LinkedHashMap<String, V>();
        map.put(kind, what);
        return map;
    }

    private static Demand demand(int cores, long gib, int gpus, boolean exclusive, int... ports) {
        var named = IntStream.range(0, ports.length)
                .mapToObj(i -> new PortSpec("p" + i, ports[i], PortSpec.Protocol.TCP))
                .toList();
        return new Demand(
                cores,
                gib << 30,
                gpus == 0 ? Ordered.none() : devices("gpu", gpus),
                exclusive,
                named,
                List.of(),
                Ordered.none(),
                1,
                Optional.empty());
    }

    @Test
    void neverGivesAnythingTwiceHoweverItIsAsked() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var room = new Room(HOST);
            var given = new ArrayList<Grant>();
            for (int step = 0; step < 100; step++) {
                if (!given.isEmpty() && random.nextInt(3) == 0) {
                    room.giveBack(given.remove(random.nextInt(given.size())));
                    continue;
                }
                var asked = demand(
                        random.nextInt(4),
                        random.nextInt(6),
                        random.nextInt(2),
                        random.nextInt(10) == 0,
                        random.nextBoolean() ? 0 : 80);
                room.fit(asked).ifPresent(grant -> {
                    room.take(grant, asked.exclusive() ? Tenure.ALONE : Tenure.SHARED);
                    given.add(grant);
                });
                assertNothingTwice(given);
            }
        }
    }

    private static void assertNothingTwice(List<Grant> given) {
        var cores = new HashSet<Integer>();
        var gpus = new HashSet<Integer>();
        var ports = new HashSet<Integer>();
        long memory = 0;
        for (var grant : given) {
            assertThat(grant.cores()).allMatch(cores::add);
            assertThat(grant.devices().getOrDefault("gpu", List.of())).allMatch(gpus::add);
            assertThat(grant.ports().values()).allMatch(ports::add);
            memory += grant.memoryBytes();
        }
        assertThat(memory).isLessThanOrEqualTo(HOST.memoryBytes());
    }

    @Test
    void aFixedPortIsExclusiveAndPortZeroIsAllotted() {
        var room = new Room(HOST);
        room.take(room.fit(demand(1, 0, 0, false, 8080)).orElseThrow(), Tenure.SHARED);
        assertThat(room.shortOf(demand(1, 0, 0, false, 8080))).contains("port 8080");
        assertThat(room.fit(demand(1, 0, 0, false, 0, 0)).orElseThrow().ports().values())
                .containsExactly(20000, 20001);
        assertThat(room.fit(demand(1, 0, 0, false, 0, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void aPortThatWasGivenBackIsNotTheNextOneToBeAllotted() {
        var room = new Room(HOST);
        var first = room.fit(demand(1, 0, 0, false, 0)).orElseThrow();
        room.take(first, Tenure.SHARED);
        room.giveBack(first);
        assertThat(room.fit(demand(1, 0, 0, false, 0)).orElseThrow().ports()).containsEntry("p0", 20001);
    }

    @Test
    void exclusiveWorkHasTheHostForItself() {
        var room = new Room(HOST);
        var alone = room.fit(demand(1, 0, 0, true)).orElseThrow();
        room.take(alone, Tenure.ALONE);
        assertThat(room.fit(demand(1, 0, 0, false))).isEmpty();
        room.giveBack(alone);
        room.take(room.fit(demand(1, 0, 0, false)).orElseThrow(), Tenure.SHARED);
        assertThat(room.fit(demand(1, 0, 0, true))).isEmpty();
    }

    @Test
    void saysWhyADemandNeverFits() {
        assertThat(new Room(HOST).neverFits(demand(9, 0, 0, false))).contains("h has 8 cores, 9 are asked for");
        assertThat(new Room(HOST).neverFits(demand(1, 0, 3, false))).contains("h has 2 of gpu, 3 are asked for");
    }

    @Test
    void aHostMustSayOfItselfExactlyWhatIsAskedFor() {
        var host = new HostCapacity(
                "h",
                "127.0.0.1",
                List.of(0),
                1L << 30,
                Ordered.none(),
                new PortRange(20000, 20003),
                devices("nvidia.com/gpu.model", "h200"));
        var room = new Room(host);
        assertThat(room.neverFits(annotated("nvidia.com/gpu.model", "h200"))).isEmpty();
        assertThat(room.neverFits(annotated("nvidia.com/gpu.model", "H200")))
                .contains("h does not say nvidia.com/gpu.model=H200 of itself");
        assertThat(room.neverFits(annotated("rack", "1"))).contains("h does not say rack=1 of itself");
    }

    private static Demand annotated(String key, String value) {
        return new Demand(1, 0, Ordered.none(), false, List.of(), List.of(), devices(key, value), 1, Optional.empty());
    }

    @Test
    void backfillLeavesTheHeadItsPlaceInEveryThingThatItTakes() {
        var room = new Room(HOST);
        room.take(room.fit(demand(2, 0, 2, false)).orElseThrow(), Tenure.SHARED);
        var headWaitsForGpus = demand(4, 0, 1, false);
        assertThat(room.leavesRoomFor(headWaitsForGpus, demand(2, 0, 0, false))).isTrue();
        assertThat(room.leavesRoomFor(headWaitsForGpus, demand(3, 0, 0, false))).isFalse();
        assertThat(room.leavesRoomFor(demand(1, 0, 0, true), demand(1, 0, 0, false)))
                .isFalse();
    }

    @Test
    void aHeadThatWaitsForWhoStaysHoldsNobodyUp() {
        var room = new Room(HOST);
        var service = room.fit(demand(6, 0, 0, false)).orElseThrow();
        room.take(service, new Tenure(false, true));
        var head = demand(4, 0, 0, false);
        assertThat(room.willFit(head)).isFalse();
        assertThat(room.leavesRoomFor(head, demand(2, 0, 0, false))).isTrue();
        assertThat(room.leavesRoomFor(demand(1, 0, 0, true), demand(2, 0, 0, false)))
                .isTrue();
        assertThat(room.leavesRoomFor(demand(2, 0, 0, false), demand(2, 0, 0, false)))
                .isFalse();
        room.giveBack(service);
        assertThat(room.willFit(head)).isTrue();
        assertThat(room.leavesRoomFor(head, demand(5, 0, 0, false))).isFalse();
    }

    @Test
    void givingBackWhatWasNeverTakenIsADefect() {
        var room = new Room(HOST);
        var grant = room.fit(demand(1, 0, 0, false)).orElseThrow();
        assertThatThrownBy(() -> room.giveBack(grant)).isInstanceOf(IllegalStateException.class);
    }
}
