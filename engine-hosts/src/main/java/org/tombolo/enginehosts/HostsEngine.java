package org.tombolo.enginehosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Exec;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Shape;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.Finding;
import org.tombolo.model.work.Provision;
import org.tombolo.model.work.Provisioner;
import org.tombolo.model.work.Remarks;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest;
import org.tombolo.wire.agent.AgentTransport;
import org.tombolo.wire.agent.AttemptStatus;
import org.tombolo.wire.agent.WorkOrder;

/// The engine for machines that run the agent; at present for one. It translates: what is decided is decided elsewhere.
public final class HostsEngine implements Engine {
    /// In one message.
    private static final int MOST_FORGOTTEN = 500;

    private final SiteId site;
    private final AgentTransport agent;
    private final Capabilities capabilities;

    public HostsEngine(SiteId site, AgentTransport agent) {
        this(site, agent, List.of(Provisioner.OWN), List.of());
    }

    /// @param storage     where volumes can be made
    /// @param hostFolders what volumes of type `host` may be, or lie in
    public HostsEngine(SiteId site, AgentTransport agent, List<Provisioner> storage, List<Path> hostFolders) {
        this.site = site;
        this.agent = agent;
        var machine = ask(new AgentRequest.Describe(), AgentAnswer.Described.class);
        this.capabilities = new HostsCapabilities(site, machine, storage, hostFolders);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Description describe() {
        var said = ask(new AgentRequest.Describe(), AgentAnswer.Described.class);
        return Description.ofHosts(List.of(said.host()), said.facts(), said.volumes());
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        var answer = ask(new AgentRequest.Submit(order(batch), batch.secrets()), AgentAnswer.Taken.class);
        return answer.verdicts().stream()
                .<Submitted>map(verdict -> switch (verdict) {
                    case AgentAnswer.Verdict.Yes(var attempt, var label) -> new Submitted.Accepted(attempt, label);
                    case AgentAnswer.Verdict.No(var attempt, var why, var permanent) ->
                        new Submitted.Refused(attempt, why, permanent);
                })
                .toList();
    }

    private static WorkOrder order(Batch batch) {
        Shape shape = batch.shape();
        var members = batch.members().stream()
                .map(member -> new WorkOrder.Member(member.attempt(), member.grant(), member.behind()))
                .toList();
        return new WorkOrder(
                shape.factory(),
                shape.project(),
                shape.user(),
                shape.job(),
                shape.node(),
                shape.env(),
                shape.upload(),
                shape.volumes(),
                shape.provisions(),
                shape.image(),
                members);
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        return ask(new AgentRequest.Find(attempts), AgentAnswer.Known.class).found().stream()
                .map(yes -> new Found(yes.attempt(), yes.label()))
                .toList();
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        var changed = ask(new AgentRequest.Changes(since.value(), wait), AgentAnswer.Changed.class);
        return new Observation(
                new Cursor(changed.next()),
                changed.complete(),
                changed.attempts().stream().map(HostsEngine::seen).toList());
    }

    private static Seen seen(AttemptStatus status) {
        return new Seen(
                status.attempt(),
                status.incarnation(),
                switch (status.state()) {
                    case AttemptStatus.State.Waiting() -> new Seen.State.Waiting();
                    case AttemptStatus.State.Running(var since, var ready) -> new Seen.State.Running(since, ready);
                    case AttemptStatus.State.Ended(var began, var at, var cause, var usage) ->
                        new Seen.State.Ended(began, at, cause, usage);
                },
                Remarks.of(status.progress()),
                status.image());
    }

    @Override
    public void stop(List<StopOrder> orders) {
        var all = orders.stream()
                .map(order -> new AgentRequest.StopOne(order.attempt(), order.grace()))
                .toList();
        ask(new AgentRequest.Stop(all), AgentAnswer.Done.class);
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        var forgotten = new ArrayList<Forgotten>(attempts.size());
        for (int from = 0; from < attempts.size(); from += MOST_FORGOTTEN) {
            var some = attempts.subList(from, Math.min(attempts.size(), from + MOST_FORGOTTEN));
            ask(new AgentRequest.Forget(some), AgentAnswer.Gone.class)
                    .kept()
                    .forEach(kept -> forgotten.add(new Forgotten(kept.attempt(), kept.logs())));
        }
        return forgotten;
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        var output = switch (stream) {
            case OUT -> AgentRequest.Output.OUT;
            case ERR -> AgentRequest.Output.ERR;
            case STAGE -> AgentRequest.Output.STAGE;
            case BOTH ->
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED,
                        "site %s keeps output and errors apart: ask for one of them".formatted(site));
        };
        var read = ask(new AgentRequest.ReadLog(attempt, output, offset, max), AgentAnswer.LogBytes.class);
        return new LogChunk(read.bytes(), read.next(), read.firstKept(), read.ended());
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        return ask(new AgentRequest.ListVolume(volume, path), AgentAnswer.VolumeEntry.class)
                .entry()
                .map(entry -> new Listing(entry.folder(), entry.size(), entry.executable(), entry.names()));
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        return ask(new AgentRequest.ReadVolume(volume, path, offset, max), AgentAnswer.VolumeBytes.class)
                .bytes();
    }

    @Override
    public void make(VolumeId volume, Provision provision) {
        ask(new AgentRequest.MakeVolume(volume, provision), AgentAnswer.Done.class);
    }

    @Override
    public void write(
            VolumeId volume, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last) {
        var end = last.map(each -> new AgentRequest.LastPiece(each.size(), each.executable()));
        ask(new AgentRequest.WriteVolume(volume, path, upload, offset, bytes, end), AgentAnswer.Done.class);
    }

    @Override
    public VolumeSize measure(VolumeId volume) {
        var size = ask(new AgentRequest.MeasureVolume(volume), AgentAnswer.VolumeSize.class);
        return new VolumeSize(size.bytes(), size.files(), size.limit());
    }

    @Override
    public List<Finding> check() {
        return ask(new AgentRequest.Check(), AgentAnswer.Checked.class).findings();
    }

    @Override
    public void remove(VolumeId volume) {
        ask(new AgentRequest.RemoveVolume(volume), AgentAnswer.Done.class);
    }

    @Override
    public Exec exec(AttemptId attempt, ExecOrder order) {
        ask(new AgentRequest.StartExec(attempt, order), AgentAnswer.Done.class);
        return new HostsExec(order.id(), this::ask);
    }

    @Override
    public Optional<Listing> list(AttemptId attempt, String path) {
        return ask(new AgentRequest.ListInside(attempt, path), AgentAnswer.VolumeEntry.class)
                .entry()
                .map(entry -> new Listing(entry.folder(), entry.size(), entry.executable(), entry.names()));
    }

    @Override
    public byte[] read(AttemptId attempt, String path, long offset, int max) {
        return ask(new AgentRequest.ReadInside(attempt, path, offset, max), AgentAnswer.VolumeBytes.class)
                .bytes();
    }

    @Override
    public void write(
            AttemptId attempt, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last) {
        var end = last.map(each -> new AgentRequest.LastPiece(each.size(), each.executable()));
        ask(new AgentRequest.WriteInside(attempt, path, upload, offset, bytes, end), AgentAnswer.Done.class);
    }

    private <T extends AgentAnswer> T ask(AgentRequest request, Class<T> expected) {
        var answer = agent.ask(request);
        if (answer instanceof AgentAnswer.Failed(var code, var message)) {
            throw new TomboloException(code, "site %s: %s".formatted(site, message));
        }
        if (!expected.isInstance(answer)) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "site %s: the agent answered %s instead of %s; is it of another version?"
                            .formatted(site, answer.getClass().getSimpleName(), expected.getSimpleName()));
        }
        return expected.cast(answer);
    }

    /// The agent stays: whoever opened it closes it.
    @Override
    public void close() {}
}
