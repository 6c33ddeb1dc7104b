package org.tombolo.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.factory.Status;

/// How the factory is.
public final class StatusPage {
    /// The largest ones: the rest is crumbs.
    private static final int PARTS = 4;

    private StatusPage() {}

    public static List<String> lines(Status status, String url, Paint paint, Instant now, int columns) {
        var lines = new ArrayList<String>();
        lines.add("factory%s: %s for %s"
                .formatted(
                        status.factory().map(id -> " " + paint.bold(id)).orElse(""),
                        status.paused().isPresent() ? paint.state("failing") : paint.state("up"),
                        Times.span(Duration.between(status.startedAt(), now))));
        status.paused().ifPresent(why -> {
            lines.add("paused   " + why);
            lines.add("         work that runs goes on; requests are refused until the factory does");
        });
        lines.add("server   %s, process %d, version %s".formatted(url, status.pid(), status.version()));
        if (status.paused().isEmpty()) {
            lines.add("runs     %d live".formatted(status.liveRuns()));
        }
        lines.add("journal  at %s".formatted(status.journal()));
        lines.add("disk     " + disk(status));
        if (status.paused().isEmpty()) {
            lines.add("");
            lines.addAll(sites(status, paint, now).lines(paint, columns));
        }
        return lines;
    }

    private static String disk(Status status) {
        var parts = status.diskBytes().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(PARTS)
                .map(part -> part.getKey() + " " + Sizes.text(part.getValue()))
                .toList();
        long sum =
                status.diskBytes().values().stream().mapToLong(Long::longValue).sum();
        return "%s in %s%s, %s free"
                .formatted(
                        Sizes.text(sum),
                        status.home(),
                        parts.isEmpty() ? "" : " (most of it: " + String.join(", ", parts) + ")",
                        Sizes.text(status.diskFree()));
    }

    private static Table sites(Status status, Paint paint, Instant now) {
        var table = new Table("SITE", "ENGINE", "STATE", "HOSTS", "CORES", "RUNNING");
        for (var site : status.sites()) {
            table.row(
                    site.id(),
                    site.engine(),
                    SitesTable.state(site.silentSince(), paint, now),
                    String.valueOf(site.hosts()),
                    "%d/%d taken".formatted(site.coresTaken(), site.cores()),
                    String.valueOf(site.attempts()));
        }
        return table;
    }
}
