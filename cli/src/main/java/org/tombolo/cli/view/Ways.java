package org.tombolo.cli.view;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.wire.run.Attempt;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;

/// How to reach what a run serves, and how to get what it left.
public final class Ways {
    private Ways() {}

    public static List<String> of(Run run) {
        var lines = new ArrayList<String>();
        for (var job : run.jobs()) {
            if (job.kind().equals("service") && !isEnded(job)) {
                job.attempts().forEach(attempt -> addresses(job, attempt, lines));
            }
        }
        if (run.jobs().stream().anyMatch(job -> job.persist() && !isEnded(job))) {
            lines.add("stop it with     tombolo stop " + run.id());
        }
        if (!run.volumes().isEmpty()) {
            lines.add("results          tombolo cp %s:%s/ ."
                    .formatted(run.id(), run.volumes().getFirst()));
            if (run.volumes().size() > 1) {
                lines.add("other volumes    "
                        + String.join(
                                ", ", run.volumes().subList(1, run.volumes().size())));
            }
        }
        return lines;
    }

    private static boolean isEnded(Job job) {
        return job.endedAt().isPresent();
    }

    private static void addresses(Job job, Attempt attempt, List<String> lines) {
        if (attempt.endedAt().isPresent()) {
            return;
        }
        var host = attempt.address().filter(text -> !text.isEmpty()).orElse("127.0.0.1");
        attempt.ports()
                .forEach((port, number) -> lines.add("%-16s http://%s:%d%s"
                        .formatted(
                                job.name(),
                                host.contains(":") ? "[" + host + "]" : host,
                                number,
                                attempt.ports().size() > 1 ? "  (" + port + ")" : "")));
    }
}
