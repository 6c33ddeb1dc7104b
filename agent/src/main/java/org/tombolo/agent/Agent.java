package org.tombolo.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.blobs.Blobs;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentAnswer.Verdict;
import org.tombolo.wire.agent.AgentRequest;
import org.tombolo.wire.agent.AgentRequest.Output;
import org.tombolo.wire.agent.AgentTransport;
import org.tombolo.wire.agent.WorkOrder;

/// Runs attempts on this machine. What runs does not need it: an agent that dies is replaced by another on the same
/// folder, which finds everything again.
public final class Agent implements AgentTransport, AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Workshop shop;
    /// One order at a time is written down, so that the same attempt asked for twice is one.
    private final ReentrantLock submitting = new ReentrantLock();

    private Agent(Workshop shop) {
        this.shop = shop;
    }

    /// Finds again what an agent before it left, and goes on. `CONFLICT` while another one has the folder.
    public static Agent open(AgentSettings settings, Blobs blobs, Clock clock) {
        try {
            return new Agent(Workshop.open(settings, blobs, clock));
        } catch (IOException | UncheckedIOException e) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "the agent's folder %s cannot be used: %s".formatted(settings.home(), e.getMessage()),
                    e);
        }
    }

    @Override
    public AgentAnswer ask(AgentRequest request) {
        try {
            return answer(request);
        } catch (TomboloException e) {
            return new AgentAnswer.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new AgentAnswer.Failed(
                    ErrorCode.SITE_FAILED, "the machine %s: %s".formatted(shop.name(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AgentAnswer.Failed(ErrorCode.UNREACHABLE, "interrupted while waiting for " + shop.name());
        }
    }

    private AgentAnswer answer(AgentRequest request) throws IOException, InterruptedException {
        return switch (request) {
            case AgentRequest.Describe() -> shop.describe();
            case AgentRequest.Check() -> shop.check();
            case AgentRequest.Prepared(var attempt) -> shop.prepared(required(attempt).order);
            case AgentRequest.Submit(var order, var secrets) -> submit(order, secrets);
            case AgentRequest.Find(var attempts) -> find(attempts);
            case AgentRequest.Changes(var since, var atMost) -> shop.board().changes(since, atMost);
            case AgentRequest.Stop(var orders) -> stop(orders);
            case AgentRequest.Forget(var attempts) -> forget(attempts);
            case AgentRequest.ReadLog(var attempt, var output, var offset, var max) ->
                readLog(required(attempt), output, offset, max);
            case AgentRequest.ListVolume(var volume, var path) ->
                new AgentAnswer.VolumeEntry(shop.volumes().list(volume, path));
            case AgentRequest.ReadVolume(var volume, var path, var offset, var max) ->
                new AgentAnswer.VolumeBytes(shop.volumes().read(volume, path, offset, max));
            case AgentRequest.MakeVolume(var volume, var provision) -> {
                shop.volumes().make(volume, provision);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.MeasureVolume(var volume) -> shop.volumes().measure(volume);
            case AgentRequest.WriteVolume(var volume, var path, var upload, var offset, var bytes, var last) -> {
                shop.volumes().write(volume, path, upload, offset, bytes, last);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.ListInside(var attempt, var path) ->
                new AgentAnswer.VolumeEntry(new InnerFiles(shop.execs(), required(attempt)).list(path));
            case AgentRequest.ReadInside(var attempt, var path, var offset, var max) ->
                new AgentAnswer.VolumeBytes(new InnerFiles(shop.execs(), required(attempt)).read(path, offset, max));
            case AgentRequest.WriteInside(var attempt, var path, var upload, var offset, var bytes, var last) -> {
                new InnerFiles(shop.execs(), required(attempt)).write(path, upload, offset, bytes, last);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.StartExec(var attempt, var order) -> {
                shop.execs().start(required(attempt), order);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.ReadExec(var exec, var offset, var atMost) ->
                new AgentAnswer.ExecOutput(shop.execs().find(exec).output.take(offset, atMost));
            case AgentRequest.WriteExec(var exec, var offset, var bytes, var end) ->
                new AgentAnswer.ExecTaken(shop.execs().find(exec).input.write(offset, bytes, end));
            case AgentRequest.ResizeExec(var exec, var size) -> {
                shop.execs().find(exec).resize(size);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.EndExec(var exec) -> {
                shop.execs().end(exec);
                yield new AgentAnswer.Done();
            }
            case AgentRequest.RemoveVolume(var volume) -> {
                shop.volumes().remove(volume);
                yield new AgentAnswer.Done();
            }
        };
    }

    private AgentAnswer submit(WorkOrder asked, Secrets secrets) throws IOException {
        var order = shop.dressed(asked);
        submitting.lock();
        try {
            var fresh = order.members().stream()
                    .filter(member -> shop.board().find(member.attempt()).isEmpty())
                    .toList();
            var refused = shop.refuses(order);
            if (!fresh.isEmpty() && refused.isEmpty()) {
                shop.take(order.with(fresh), secrets);
            }
            var verdicts = new ArrayList<Verdict>(order.members().size());
            for (var member : order.members()) {
                var known = shop.board().find(member.attempt());
                verdicts.add(known.<Verdict>map(entry -> new Verdict.Yes(entry.id, entry.label))
                        .orElseGet(() -> new Verdict.No(member.attempt(), refused.orElse("not taken"), true)));
            }
            return new AgentAnswer.Taken(verdicts);
        } catch (IOException e) {
            // Nothing was written down: the same order may come again when there is room.
            return new AgentAnswer.Taken(order.members().stream()
                    .<Verdict>map(member -> new Verdict.No(
                            member.attempt(),
                            "%s cannot write it down in its folder: %s; is the disk full or read-only?"
                                    .formatted(shop.name(), e.getMessage()),
                            false))
                    .toList());
        } finally {
            submitting.unlock();
        }
    }

    private AgentAnswer find(List<AttemptId> attempts) {
        submitting.lock(); // what is being written down at this moment is there or is not
        try {
            return new AgentAnswer.Known(attempts.stream()
                    .flatMap(id -> shop.board().find(id).stream())
                    .map(entry -> new Verdict.Yes(entry.id, entry.label))
                    .toList());
        } finally {
            submitting.unlock();
        }
    }

    private AgentAnswer stop(List<AgentRequest.StopOne> orders) {
        for (var order : orders) {
            shop.board()
                    .find(order.attempt())
                    .ifPresent(entry -> shop.stopping().stop(entry, order.grace()));
        }
        return new AgentAnswer.Done();
    }

    private AgentAnswer forget(List<AttemptId> attempts) throws IOException, InterruptedException {
        var kept = new ArrayList<AgentAnswer.Kept>(attempts.size());
        Map<Long, List<Entry>> gone = new LinkedHashMap<>(); // by the order's number: the order itself is long
        for (var id : attempts) {
            var found = shop.board().find(id);
            if (found.isEmpty()) {
                kept.add(shop.keepsakes().of(id));
                continue;
            }
            var entry = found.get();
            end(entry);
            kept.add(new AgentAnswer.Kept(id, shop.logs().keep(entry)));
            gone.computeIfAbsent(entry.order.number(), _ -> new ArrayList<>()).add(entry);
        }
        submitting.lock();
        try {
            shop.keepsakes().add(kept);
            shop.forget(gone.values());
        } finally {
            submitting.unlock();
        }
        return new AgentAnswer.Gone(kept);
    }

    /// What is to be forgotten may still run: it was given up while the machine did not answer.
    private void end(Entry entry) throws InterruptedException {
        if (!entry.isEnded()) {
            shop.stopping().stop(entry, Duration.ZERO);
            if (!shop.board().awaitGone(entry, LONGEST_STOP)) {
                throw new TomboloException(
                        ErrorCode.BUSY, "%s still runs and does not die; forget it later".formatted(entry.id));
            }
        }
    }

    private AgentAnswer readLog(Entry entry, Output output, long offset, int max) {
        var bytes = shop.logs().read(entry, output, offset, max);
        if (entry.isLeaving()) { // asked behind the reading: a file that was deleted meanwhile looks like an empty one
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "%s is forgetting attempt %s".formatted(shop.name(), entry.id));
        }
        return bytes;
    }

    private Entry required(AttemptId attempt) {
        return shop.board()
                .find(attempt)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND, "%s has no attempt %s".formatted(shop.name(), attempt)));
    }

    /// Leaves what runs running. Ends the supervisor when nothing does.
    @Override
    public void close() {
        shop.close();
    }
}
