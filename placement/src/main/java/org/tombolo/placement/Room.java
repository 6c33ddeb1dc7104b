package org.tombolo.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.HostCapacity;

/// What of a host is given and what is left. Taking what is not left, or giving back what was not taken, is a defect
/// and throws.
/// Confined to the thread of its owner.
public final class Room {
    private record Held(Grant grant, Tenure tenure) {}

    private HostCapacity capacity;
    private Limits limits;
    private final TreeSet<Integer> coresTaken = new TreeSet<>();
    /// Kept, not worked out: every placement asks every host before the one that has room.
    private TreeSet<Integer> coresFree;
    private final TreeMap<String, TreeSet<Integer>> devicesTaken = new TreeMap<>();
    private final TreeSet<Integer> portsTaken = new TreeSet<>();
    /// The port that was allotted last: the next one comes behind it, so that a port which a stranger holds is not
    /// given again at once.
    private int lastPort;
    private long memoryTaken;
    private int grants;
    private boolean exclusive;
    /// What is held by those who stay.
    private final ArrayList<Held> staying = new ArrayList<>();

    /// This host with nobody but those who stay; made when it is needed.
    private @Nullable Room afterOthers;

    public Room(HostCapacity capacity) {
        this.capacity = capacity;
        this.limits = Limits.of(capacity);
        this.coresFree = new TreeSet<>(capacity.cores());
        this.lastPort = capacity.ports().last();
    }

    public HostCapacity capacity() {
        return capacity;
    }

    /// The host has more or less to give than before. What is taken stays taken, even where it is gone.
    public void capacity(HostCapacity now) {
        this.capacity = now;
        this.limits = Limits.of(now);
        this.afterOthers = null;
        this.coresFree = new TreeSet<>(now.cores());
        coresFree.removeAll(coresTaken);
    }

    public int grants() {
        return grants;
    }

    public int coresTaken() {
        return coresTaken.size();
    }

    public long memoryTaken() {
        return memoryTaken;
    }

    public SequencedMap<String, Integer> devicesTaken() {
        var counts = new LinkedHashMap<String, Integer>();
        devicesTaken.forEach((kind, numbers) -> counts.put(kind, numbers.size()));
        return Collections.unmodifiableSequencedMap(counts);
    }

    /// Why this host could not take the demand even if it were empty; empty when it could.
    public Optional<String> neverFits(Demand demand) {
        return limits.neverFits(demand);
    }

    /// Why this host cannot take the demand now, in one word for each thing that is short; empty when it can.
    public Optional<String> shortOf(Demand demand) {
        var never = neverFits(demand);
        if (never.isPresent()) {
            return never;
        }
        if (exclusive || (demand.exclusive() && grants > 0)) {
            return Optional.of("the whole of " + capacity.name());
        }
        if (coresFree.size() < demand.cores()) {
            return Optional.of("cores");
        }
        if (capacity.memoryBytes() - memoryTaken < demand.memoryBytes()) {
            return Optional.of("memory");
        }
        for (var wanted : demand.devices().entrySet()) {
            if (freeDevices(wanted.getKey()).size() < wanted.getValue()) {
                return Optional.of(wanted.getKey());
            }
        }
        for (var port : demand.ports()) {
            if (port.port() != 0 && portsTaken.contains(port.port())) {
                return Optional.of("port " + port.port());
            }
        }
        return freePorts(demand).size() < allotted(demand) ? Optional.of("ports") : Optional.empty();
    }

    /// The first cores, devices and ports that are free, by number.
    public Optional<Grant> fit(Demand demand) {
        if (shortOf(demand).isPresent()) {
            return Optional.empty();
        }
        var devices = new LinkedHashMap<String, List<Integer>>();
        demand.devices()
                .forEach((kind, count) -> devices.put(
                        kind, freeDevices(kind).stream().limit(count).toList()));
        return Optional.of(new Grant(
                capacity.name(),
                coresFree.stream().limit(demand.cores()).toList(),
                demand.memoryBytes(),
                devices.isEmpty() ? Ordered.none() : devices,
                ports(demand)));
    }

    private SequencedMap<String, Integer> ports(Demand demand) {
        if (demand.ports().isEmpty()) {
            return Ordered.none();
        }
        var free = freePorts(demand).iterator();
        var ports = new LinkedHashMap<String, Integer>();
        for (var port : demand.ports()) {
            ports.put(port.name(), port.port() == 0 ? free.next() : port.port());
        }
        return ports;
    }

    public void take(Grant grant, Tenure tenure) {
        require(grant.cores().stream().allMatch(coresTaken::add), "a core", grant);
        coresFree.removeAll(grant.cores());
        memoryTaken += grant.memoryBytes();
        grant.devices().forEach((kind, numbers) -> {
            var taken = devicesTaken.computeIfAbsent(kind, _ -> new TreeSet<>());
            require(numbers.stream().allMatch(taken::add), kind, grant);
        });
        require(grant.ports().values().stream().allMatch(portsTaken::add), "a port", grant);
        grant.ports().values().stream()
                .filter(port -> port >= capacity.ports().first()
                        && port <= capacity.ports().last())
                .forEach(port -> lastPort = port);
        exclusive |= tenure.alone();
        grants++;
        if (tenure.stays()) {
            staying.add(new Held(grant, tenure));
            afterOthers = null;
        }
    }

    public void giveBack(Grant grant) {
        require(grant.cores().stream().allMatch(coresTaken::remove), "a core", grant);
        grant.cores().stream().filter(capacity.cores()::contains).forEach(coresFree::add);
        memoryTaken -= grant.memoryBytes();
        grant.devices().forEach((kind, numbers) -> {
            var taken = devicesTaken.computeIfAbsent(kind, _ -> new TreeSet<>());
            require(numbers.stream().allMatch(taken::remove), kind, grant);
        });
        require(grant.ports().values().stream().allMatch(portsTaken::remove), "a port", grant);
        grants--;
        if (grants == 0) {
            exclusive = false;
        }
        staying.stream().filter(held -> held.grant().equals(grant)).findFirst().ifPresent(held -> {
            staying.remove(held);
            afterOthers = null;
        });
    }

    /// A room of its own: this host when all have ended that end by themselves.
    public Room withWhoStays() {
        var room = new Room(capacity);
        staying.forEach(held -> room.take(held.grant(), held.tenure()));
        return room;
    }

    /// Whether the demand will fit here once all have ended that end by themselves.
    public boolean willFit(Demand demand) {
        if (staying.isEmpty()) {
            return neverFits(demand).isEmpty();
        }
        var later = afterOthers;
        if (later == null) {
            later = withWhoStays();
            afterOthers = later;
        }
        return later.shortOf(demand).isEmpty();
    }

    /// Whether, with `candidate` beside everything that runs now, `head` would still fit into an else empty rest: then
    /// `candidate` cannot delay it, whenever the others end. A head that waits for those who stay is not delayed.
    public boolean leavesRoomFor(Demand head, Demand candidate) {
        if (!willFit(head)) {
            return true;
        }
        if (head.exclusive() || candidate.exclusive()) {
            return false;
        }
        return (candidate.cores() == 0 || coresFree.size() >= head.cores() + candidate.cores())
                && (candidate.memoryBytes() == 0
                        || capacity.memoryBytes() - memoryTaken >= head.memoryBytes() + candidate.memoryBytes())
                && candidate.devices().entrySet().stream()
                        .allMatch(wanted -> freeDevices(wanted.getKey()).size()
                                >= wanted.getValue() + head.devices().getOrDefault(wanted.getKey(), 0))
                && candidate.ports().stream()
                        .allMatch(port -> port.port() == 0
                                || head.ports().stream().allMatch(other -> other.port() != port.port()));
    }

    private NavigableSet<Integer> freeDevices(String kind) {
        var free = new TreeSet<>(capacity.devices().getOrDefault(kind, List.of()));
        free.removeAll(devicesTaken.getOrDefault(kind, new TreeSet<>()));
        return free;
    }

    private static int allotted(Demand demand) {
        return (int) demand.ports().stream().filter(port -> port.port() == 0).count();
    }

    /// As many as are to be allotted, none of them one that the demand itself asks for by number.
    private List<Integer> freePorts(Demand demand) {
        int count = allotted(demand);
        var fixed = demand.ports().stream().map(PortSpec::port).toList();
        var free = new ArrayList<Integer>();
        var reserved = new ArrayList<Integer>();
        int first = capacity.ports().first();
        int size = capacity.ports().last() - first + 1;
        for (int i = 0; i < size && free.size() < count; i++) {
            int port = first + Math.floorMod(lastPort + 1 - first + i, size);
            if (!portsTaken.contains(port) && !fixed.contains(port)) {
                (demand.reserved().contains(port) ? reserved : free).add(port);
            }
        }
        reserved.stream().limit(count - free.size()).forEach(free::add);
        return free;
    }

    private void require(boolean holds, String what, Grant grant) {
        if (!holds) {
            throw new IllegalStateException(
                    "%s: %s is given twice, or was never given: %s".formatted(capacity.name(), what, grant));
        }
    }
}
