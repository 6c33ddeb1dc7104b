package org.tombolo.sim.drive;

import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.engine.Batch;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.HostJoined;
import org.tombolo.model.fact.JobReleased;
import org.tombolo.model.fact.RunStarted;

/// Facts, calls and answers as words of a story: short, for there are many.
final class Lines {
    private Lines() {}

    static String of(Fact fact) {
        var name = fact.getClass().getSimpleName();
        return switch (fact) {
            case AttemptPlaced placed -> name + " " + placed.attempt() + " at " + place(placed);
            case AttemptStarted started -> name + " " + started.attempt() + "#" + started.incarnation();
            case AttemptEnded ended ->
                name + " " + ended.attempt() + " " + ended.cause().text();
            case AttemptEvent event -> name + " " + event.attempt();
            case RunStarted started -> name + " " + started.run();
            case JobReleased released -> name + " " + released.job();
            case HostJoined joined ->
                name + " " + joined.site() + "/" + joined.host().name();
            default -> fact.toString(); // short by itself
        };
    }

    private static String place(AttemptPlaced placed) {
        var grant = placed.grant();
        return placed.site() + "/" + grant.host() + " cores " + grant.cores() + " ports "
                + grant.ports().values()
                + placed.behind().map(before -> " behind " + before).orElse("");
    }

    static String of(Issued issued) {
        return issued.number() + " "
                + switch (issued.call()) {
                    case Call.Describe() -> "describe";
                    case Call.Observe(var since, var _) -> "observe " + since.value();
                    case Call.Submit(var batch) ->
                        "submit "
                                + batch.members().stream()
                                        .map(Batch.Member::attempt)
                                        .toList();
                    case Call.Find(var attempts) -> "find " + attempts;
                    case Call.Stop(var orders) ->
                        "stop " + orders.stream().map(StopOrder::attempt).toList();
                    case Call.Forget(var attempts) -> "forget " + attempts;
                    case Call.Remove(var volume) -> "remove " + volume;
                };
    }

    static String of(Answer answer) {
        return switch (answer) {
            case Answer.Submissions(var outcomes) ->
                outcomes.stream().map(Lines::word).toList().toString();
            case Answer.Findings(var found) -> found.size() + " found";
            case Answer.Described(var description) -> description.hosts().size() + " hosts";
            case Answer.Observed(var observation) -> observation.seen().size() + " seen";
            case Answer.Forgettings _, Answer.Carried() -> "done";
            case Answer.Failed(var why) -> why;
        };
    }

    private static String word(Submitted outcome) {
        return switch (outcome) {
            case Submitted.Accepted _ -> "accepted";
            case Submitted.Refused(var _, var why, var permanent) -> permanent ? "refused for good" : why;
            case Submitted.Unknown _ -> "unknown";
        };
    }
}
