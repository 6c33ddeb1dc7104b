package org.tombolo.sim.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;

/// A site in memory that keeps the engine's contract to the letter and uses all the freedom that it leaves. Its calls
/// answer at once; how long they take, and whether they arrive, is the network's.
public final class SimSite implements Engine {
    private final SiteId id;
    private final long seed;
    private final Story story;
    private final Chance chance;
    private final Machines machines;
    private Trouble trouble;
    private final LinkedHashMap<AttemptId, Long> barred = new LinkedHashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean silent;
    private long boot = 1;
    private long call;

    public SimSite(
            SiteId id,
            List<HostCapacity> hosts,
            long seed,
            Trouble trouble,
            Agenda agenda,
            Story story,
            Ledger ledger,
            Rules rules) {
        this.id = id;
        this.seed = seed;
        this.story = story;
        this.chance = Chance.of(seed, "site " + id);
        this.trouble = trouble;
        this.machines = new Machines(id, hosts, agenda, story, chance, ledger, rules, this::wake);
    }

    public SiteId id() {
        return id;
    }

    public Machines machines() {
        return machines;
    }

    public boolean isSilent() {
        return silent;
    }

    public void silent(boolean now) {
        story.tell("site " + id + (now ? " falls silent" : " answers again"));
        silent = now;
        if (!now && chance.percent(50)) {
            boot++; // it has restarted, and its cursors mean nothing any more
        }
        wake();
    }

    /// From now on it does nothing of its own accord that the contract does not demand.
    public void calm() {
        trouble = Trouble.NONE;
        machines.calm();
    }

    /// The number of the call that is carried out next: `find` bars all earlier ones of what it did not find.
    public void call(long number) {
        call = number;
    }

    /// Told once, at the next change.
    public void whenChanged(Runnable what) {
        waiting.add(what);
    }

    private void wake() {
        var told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(Runnable::run);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.everything();
    }

    @Override
    public Description describe() {
        return Description.ofHosts(machines.described(), List.of(), List.of());
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        return batch.members().stream().map(member -> submit(batch, member)).toList();
    }

    private Submitted submit(Batch batch, Batch.Member member) {
        var attempt = member.attempt();
        if (machines.held(attempt).isPresent()) {
            return new Submitted.Accepted(attempt, "h-" + attempt);
        }
        if (barred.getOrDefault(attempt, 0L) > call) {
            return new Submitted.Unknown(attempt, "too late");
        }
        if (member.behind().filter(before -> machines.held(before).isEmpty()).isPresent()) {
            return new Submitted.Refused(attempt, "the one before it is not here", false);
        }
        if (Chance.of(seed, "refused " + attempt).percent(trouble.never())) {
            return new Submitted.Refused(attempt, "not for us", true);
        }
        if (chance.percent(trouble.refused())) {
            return new Submitted.Refused(attempt, "busy", false);
        }
        boolean unknown = chance.percent(trouble.unknown());
        if (!unknown || chance.percent(50)) {
            machines.take(
                    new Held(
                            member,
                            batch.shape().node(),
                            batch.shape().image(),
                            Behaviour.of(seed, attempt, batch.shape().node())),
                    chance.percent(trouble.copies()));
        }
        return unknown ? new Submitted.Unknown(attempt, "no answer") : new Submitted.Accepted(attempt, "h-" + attempt);
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        var found = new ArrayList<Found>();
        for (var attempt : attempts) {
            if (machines.held(attempt).isPresent()) {
                found.add(new Found(attempt, "h-" + attempt));
            } else {
                barred.merge(attempt, call, Math::max);
            }
        }
        return found;
    }

    /// Whether an observation from there on would show something.
    public boolean hasNews(Cursor since) {
        return version(since) < machines.version();
    }

    private long version(Cursor since) {
        var parts = since.value().split(":", -1);
        return parts.length == 2 && parts[0].equals("" + boot) ? Long.parseLong(parts[1]) : -1;
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        long version = version(since);
        var shown = new ArrayList<Held>();
        for (var held : machines.held()) {
            if (held.version > version) {
                shown.add(held);
            }
        }
        boolean whole = version < 0;
        long upTo = machines.version();
        if (shown.size() > 1 && chance.percent(trouble.partial())) {
            shown.sort(Comparator.comparingLong(held -> held.version));
            shown = new ArrayList<>(shown.subList(0, chance.between(1, shown.size() - 1)));
            upTo = shown.getLast().version;
            whole = false;
        }
        return new Observation(new Cursor(boot + ":" + upTo), whole, seen(shown));
    }

    private List<Seen> seen(List<Held> shown) {
        var seen = new ArrayList<Seen>();
        for (var held : shown) {
            seen.add(held.seen());
            if (held.incarnation > 0 && trouble.partial() > 0 && chance.percent(50)) {
                seen.add(chance.percent(50) ? seen.size() : seen.size() - 1, held.seenBefore());
            }
        }
        return seen;
    }

    @Override
    public void stop(List<StopOrder> orders) {
        for (var order : orders) {
            machines.stop(order.attempt(), order.grace().toMillis());
        }
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return attempts.stream()
                .map(attempt -> {
                    machines.forget(attempt);
                    barred.merge(attempt, call, Math::max);
                    return new Forgotten(attempt, List.of());
                })
                .toList();
    }

    @Override
    public void remove(VolumeId volume) {
        machines.remove(volume);
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        throw new TomboloException(ErrorCode.UNSUPPORTED, "a simulated site keeps no logs");
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        throw new TomboloException(ErrorCode.UNSUPPORTED, "a simulated site keeps no files");
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        throw new TomboloException(ErrorCode.UNSUPPORTED, "a simulated site keeps no files");
    }

    @Override
    public void close() {}

    /// A word on a host's end, for the weather.
    public static Cause hostDied() {
        return new Cause.NodeLost("its host died");
    }
}
