package org.tombolo.control.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeMap;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Site;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.QueueCapacity;
import org.tombolo.model.work.Remarks;
import org.tombolo.placement.Room;
import org.tombolo.placement.Tenure;

/// A site with everything of ours that it holds, and what is to be done there.
public final class LiveSite {
    private Site site;
    private final TreeMap<String, Room> rooms = new TreeMap<>();
    private final LinkedHashMap<AttemptId, Attempt> attempts = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, Lane> lanes = new LinkedHashMap<>();
    private final LinkedHashSet<AttemptId> serving = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> toSubmit = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> newlyPlaced = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> toStop = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> toForget = new LinkedHashSet<>();
    private final LinkedHashSet<VolumeId> toRemove = new LinkedHashSet<>();
    /// As last seen. Shown and never written down: not part of the state.
    private final LinkedHashMap<AttemptId, Remarks> remarks = new LinkedHashMap<>();

    private List<QueueCapacity> queues = List.of();

    LiveSite(Site site) {
        this.site = site;
    }

    public Site site() {
        return site;
    }

    public SiteId id() {
        return site.id();
    }

    public SequencedCollection<Room> rooms() {
        return rooms.sequencedValues();
    }

    /// Of a site whose own scheduler places work, in the order in which they are tried.
    public List<QueueCapacity> queues() {
        return queues;
    }

    /// Whether the site itself decides which of its machines runs what.
    public boolean hasScheduler() {
        return !queues.isEmpty();
    }

    public Optional<Room> room(String host) {
        return Optional.ofNullable(rooms.get(host));
    }

    public Remarks remarks(AttemptId id) {
        return remarks.getOrDefault(id, Remarks.NONE);
    }

    /// @return whether it is another one than before
    boolean remarked(AttemptId id, Remarks now) {
        var before = remarks(id);
        if (now.equals(Remarks.NONE)) {
            remarks.remove(id);
        } else {
            remarks.put(id, now);
        }
        return !now.equals(before);
    }

    /// All attempts that the site may hold, in the order in which they were placed.
    public SequencedCollection<Attempt> attempts() {
        return attempts.sequencedValues();
    }

    public Optional<Attempt> attempt(AttemptId id) {
        return Optional.ofNullable(attempts.get(id));
    }

    /// Attempts of services that have a grant.
    public SequencedCollection<AttemptId> serving() {
        return serving;
    }

    /// Placed, and not known to the site.
    public SequencedCollection<AttemptId> toSubmit() {
        return toSubmit;
    }

    /// What is to be submitted and was not there when this was last called. Not part of the state.
    public List<AttemptId> takeNewlyPlaced() {
        var taken = List.copyOf(newlyPlaced);
        newlyPlaced.clear();
        return taken;
    }

    /// Its end was ordered, or it was fenced.
    public SequencedCollection<AttemptId> toStop() {
        return toStop;
    }

    /// Ended, and the end is in the journal.
    public SequencedCollection<AttemptId> toForget() {
        return toForget;
    }

    public SequencedCollection<VolumeId> toRemove() {
        return toRemove;
    }

    public boolean isToSubmit(AttemptId id) {
        return toSubmit.contains(id);
    }

    public boolean isToStop(AttemptId id) {
        return toStop.contains(id);
    }

    public boolean isToForget(AttemptId id) {
        return toForget.contains(id);
    }

    /// Whose end `attempt` must wait for before it starts.
    public Optional<AttemptId> behind(AttemptId attempt) {
        var lane = lanes.get(attempt);
        return lane == null ? Optional.empty() : lane.before(attempt);
    }

    /// How many attempts share the grant of this one.
    public int laneLength(AttemptId attempt) {
        var lane = lanes.get(attempt);
        return lane == null ? 0 : lane.length();
    }

    /// The attempt that will have the grant of this one last.
    public Optional<AttemptId> laneEnd(AttemptId attempt) {
        var lane = lanes.get(attempt);
        return lane == null ? Optional.empty() : Optional.of(lane.last());
    }

    void site(Site next) {
        this.site = next;
    }

    void host(HostCapacity host) {
        var room = rooms.get(host.name());
        if (room == null) {
            rooms.put(host.name(), new Room(host));
        } else {
            room.capacity(host);
        }
    }

    void queues(List<QueueCapacity> now) {
        this.queues = now;
    }

    void hostLeft(String host) {
        rooms.remove(host);
    }

    void removing(VolumeId volume) {
        toRemove.add(volume);
    }

    void removed(VolumeId volume) {
        toRemove.remove(volume);
    }

    void serves(AttemptId service) {
        serving.add(service);
    }

    /// A new attempt, with a grant of its own or behind another one.
    void place(Attempt attempt, Tenure tenure) {
        var lane = attempt.behind()
                .flatMap(before -> laneOf(before, attempt.grant()))
                .orElse(null);
        if (lane == null) {
            lane = new Lane(attempt.grant());
            take(attempt.grant(), tenure);
        }
        lane.add(attempt.id());
        lanes.put(attempt.id(), lane);
        put(attempt);
    }

    /// The lane of the attempt before; where that one has left already, the one that has its grant.
    private Optional<Lane> laneOf(AttemptId before, Grant grant) {
        var lane = lanes.get(before);
        return lane != null
                ? Optional.of(lane)
                : lanes.sequencedValues().stream()
                        .filter(each -> each.grant().equals(grant))
                        .findFirst();
    }

    /// Puts an attempt as it is now, and works out what is to be done with it.
    void put(Attempt attempt) {
        var id = attempt.id();
        attempts.put(id, attempt);
        switch (attempt.state()) {
            case AttemptState.Placed() -> {
                if (toSubmit.add(id)) {
                    newlyPlaced.add(id);
                }
                orderStop(attempt);
            }
            case AttemptState.Accepted(), AttemptState.Running _ -> {
                submitted(id);
                orderStop(attempt);
            }
            case AttemptState.Ended ended -> {
                submitted(id);
                toForget.add(id);
                if (ended.fenced()) {
                    toStop.add(id); // it may still run: its grant is free when the site has forgotten it
                } else {
                    toStop.remove(id);
                    leaveLane(id);
                }
            }
        }
    }

    private void submitted(AttemptId id) {
        toSubmit.remove(id);
        newlyPlaced.remove(id);
    }

    private void orderStop(Attempt attempt) {
        if (attempt.stop().isPresent()) {
            toStop.add(attempt.id());
        }
    }

    void forget(AttemptId id) {
        attempts.remove(id);
        remarks.remove(id);
        submitted(id);
        toStop.remove(id);
        toForget.remove(id);
        leaveLane(id);
    }

    private void leaveLane(AttemptId id) {
        var lane = lanes.remove(id);
        serving.remove(id);
        if (lane != null) {
            lane.remove(id);
            if (lane.isEmpty()) {
                room(lane.grant().host()).ifPresent(room -> room.giveBack(lane.grant()));
            }
        }
    }

    private void take(Grant grant, Tenure tenure) {
        room(grant.host()).ifPresent(room -> room.take(grant, tenure));
    }
}
