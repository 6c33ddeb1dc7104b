package org.tombolo.sim.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Role;
import org.tombolo.sim.load.Workloads;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.watch.Witness;

/// People who ask for things, ask again when no answer comes, and remember each answer that they got.
final class Clients {
    static final UserId FIRST = new UserId("ada");
    static final ProjectId HOME = new ProjectId("home");

    private final Server server;
    private final Witness witness;
    private final Agenda agenda;
    private final Story story;
    private final Chance chance;
    private final Chance reruns = Chance.of(1, "reruns");
    private final List<SiteId> sites;
    private final LinkedHashMap<String, String> answers = new LinkedHashMap<>();
    private final LinkedHashMap<String, Boolean> refused = new LinkedHashMap<>();
    private final List<RunId> started = new ArrayList<>();
    private final List<Request> asked = new ArrayList<>();
    private int numbers;
    private boolean calm;
    private int longPercent;

    Clients(Server server, Witness witness, Agenda agenda, Story story, Chance chance, List<SiteId> sites) {
        this.server = server;
        this.witness = witness;
        this.agenda = agenda;
        this.story = story;
        this.chance = chance;
        this.sites = sites;
    }

    /// Plans what is asked for in so many seconds.
    void plan(int seconds, int runs) {
        longPercent = seconds > 100 ? 60 : 15;
        for (int i = 0; i < runs; i++) {
            var draw = chance.split();
            agenda.in(1_500 + chance.below(seconds * 700), () -> startRun(draw));
        }
        agenda.in(chance.between(100, 1_500), () -> {
            send(new Request.CreateUser(FIRST, id(), new UserId("bob"), false));
            send(new Request.CreateProject(FIRST, id(), new ProjectId("second")));
        });
        for (int i = 0; i < 3; i++) {
            agenda.in(2_000 + chance.below(seconds * 800), this::something);
        }
        for (int i = 0; i < runs; i++) {
            agenda.in(3_000 + chance.below(seconds * 900), () -> repeat());
        }
        for (int i = 1; i <= 3; i++) {
            agenda.in(300L * seconds * i, this::rerun);
        }
    }

    private String id() {
        return "request-" + ++numbers;
    }

    private void startRun(Chance draw) {
        var id = new RunId("r" + ++numbers);
        var second = draw.percent(30);
        started.add(id);
        send(new Request.StartRun(
                second ? new UserId("bob") : FIRST,
                id,
                second && witness.lastSeq() > 0 ? new ProjectId("second") : HOME,
                Optional.empty(),
                Ordered.none(),
                Workloads.draw(draw, longPercent),
                Optional.empty(),
                draw.percent(20) ? Optional.of(draw.pick(sites)) : Optional.empty(),
                Ordered.none(),
                draw.percent(30) ? draw.between(-3, 0) : 0));
        if (draw.percent(20)) {
            agenda.in(draw.between(10, 20_000), () -> stopRun(id, draw));
        }
    }

    private void rerun() {
        var ended = witness.endedRuns();
        if (!ended.isEmpty()) {
            var id = new RunId("r" + ++numbers);
            var keep = reruns.pick(List.of(Request.Keep.values()));
            started.add(id);
            send(new Request.Rerun(FIRST, id, reruns.pick(ended), keep, Optional.empty()));
        }
    }

    /// Who sees that the factory was away stops what was just started.
    void hurry() {
        var live = calm ? List.<RunId>of() : witness.liveRuns();
        if (!live.isEmpty() && chance.percent(30)) {
            stopRun(live.getLast(), chance);
        }
    }

    private void stopRun(RunId run, Chance draw) {
        var jobs = witness.run(run).map(told -> told.workflow().nodes()).orElse(List.of());
        Optional<String> job = draw.percent(40) && !jobs.isEmpty()
                ? Optional.of(draw.pick(jobs).name())
                : Optional.empty();
        send(new Request.StopRun(FIRST, id(), run, job, Duration.ofMillis(draw.between(0, 5_000))));
    }

    private void something() {
        switch (chance.below(3)) {
            case 0 ->
                send(new Request.SetMember(
                        FIRST, id(), new ProjectId("second"), new UserId("bob"), chance.pick(List.of(Role.values()))));
            case 1 ->
                send(new Request.IssueToken(
                        FIRST, id(), "token" + numbers, FIRST, "00" + numbers, Optional.empty(), "a test"));
            default -> send(new Request.RemoveMember(FIRST, id(), HOME, new UserId("bob")));
        }
    }

    /// A client that never saw its answer, or a proxy, sends a request of a while ago again.
    private void repeat() {
        if (!asked.isEmpty()) {
            once(chance.pick(asked), false);
        }
    }

    private void send(Request request) {
        asked.add(request);
        story.tell("ask " + request.id() + " " + request.getClass().getSimpleName());
        once(request, true);
    }

    private void once(Request request, boolean untilAnswered) {
        if ((answers.containsKey(request.id()) && untilAnswered) || refused.containsKey(request.id())) {
            return;
        }
        boolean deaf = !calm && chance.percent(15); // the answer does not reach it
        server.ask(new Command.Asked(request), decision -> answered(request, decision, deaf));
        if (untilAnswered) {
            agenda.in(chance.between(3_000, 12_000), () -> once(request, true));
        }
    }

    private void answered(Request request, Decision decision, boolean deaf) {
        if (deaf) {
            return;
        }
        switch (decision) {
            case Decision.Write(var _, var answer) -> {
                holds(request);
                var before = answers.putIfAbsent(request.id(), answer);
                if (before != null && !before.equals(answer)) {
                    throw new Violation(
                            "a request once", "%s: first %s, then %s".formatted(request.id(), before, answer));
                }
            }
            case Decision.Refuse(ErrorCode code, String why) -> {
                if (answers.containsKey(request.id()) || witness.isAnswered(request.id())) {
                    throw new Violation("a request once", "%s: then %s %s".formatted(request.id(), code, why));
                }
                story.tell("refused " + request.id() + " " + code);
                refused.put(request.id(), true);
            }
        }
    }

    /// The faults are over. Whatever goes on for ever is stopped.
    void calm() {
        calm = true;
        for (var run : started) {
            agenda.in(chance.between(1, 1_000), () -> stopIfForever(run));
        }
    }

    private void stopIfForever(RunId run) {
        var told = witness.run(run);
        if (told.isPresent() && witness.outcome(run).isEmpty()) {
            boolean persists =
                    told.get().workflow().services().values().stream().anyMatch(ServiceSpec::persist);
            if (persists) {
                stop(run);
            }
        } else if (told.isEmpty() && !refused.containsKey(run.value())) {
            agenda.in(5_000, () -> stopIfForever(run)); // its request is still under way
        }
    }

    void stop(RunId run) {
        send(new Request.StopRun(FIRST, id(), run, Optional.empty(), Duration.ofSeconds(1)));
    }

    /// Whether everybody has an answer.
    boolean content() {
        return asked.stream()
                .allMatch(request -> answers.containsKey(request.id()) || refused.containsKey(request.id()));
    }

    /// What is acknowledged is in the journal already.
    private void holds(Request request) {
        boolean so = switch (request) {
            case Request.StartRun start -> witness.run(start.run()).isPresent();
            case Request.Rerun rerun -> witness.run(rerun.run()).isPresent();
            case Request.StopRun stop ->
                witness.outcome(stop.run()).isPresent()
                        || stop.job()
                                .map(job -> isStopped(new JobId(stop.run(), job)))
                                .orElseGet(() -> witness.isStopping(stop.run()));
            case Request.CreateProject _,
                    Request.CreateUser _,
                    Request.SetMember _,
                    Request.RemoveMember _,
                    Request.IssueToken _,
                    Request.RevokeToken _,
                    Request.CreateVolume _,
                    Request.SetSecret _,
                    Request.RemoveSecret _,
                    Request.RemoveVolume _ -> true;
        };
        if (!so || !witness.isAnswered(request.id())) {
            throw new Violation("nothing acknowledged is lost", request.id() + " is not in the journal");
        }
    }

    private boolean isStopped(JobId job) {
        return witness.isStopping(job) || witness.isOver(job);
    }
}
