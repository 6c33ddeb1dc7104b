package org.tombolo.cli.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.site.Host;
import org.tombolo.wire.site.Site;

/// Sites, their hosts, and what works there.
public final class SitesTable {
    private SitesTable() {}

    public static List<String> lines(List<Site> sites, Paint paint, Instant now, int columns) {
        var table = new Table("SITE", "ENGINE", "STATE", "HOST", "CORES", "MEMORY", "DEVICES", "RUNNING");
        for (var site : sites) {
            var state = state(site.silentSince(), paint, now);
            if (site.hosts().isEmpty()) {
                table.row(site.id(), site.engine(), state, "-", "-", "-", "-", "-");
            }
            site.hosts().forEach(host -> row(table, site, state, host));
        }
        var lines = new ArrayList<>(table.lines(paint, columns));
        for (var site : sites) {
            if (!site.facts().isEmpty()) {
                lines.add("");
                lines.add(paint.bold(site.id()));
                site.facts().forEach(fact -> lines.add("  " + fact));
            }
        }
        return lines;
    }

    private static void row(Table table, Site site, String state, Host host) {
        table.row(
                site.id(),
                site.engine(),
                state,
                host.name(),
                "%d/%d taken".formatted(host.coresTaken(), host.cores()),
                "%s/%s taken".formatted(Sizes.text(host.memoryTaken()), Sizes.text(host.memoryBytes())),
                devices(host),
                String.valueOf(host.attempts()));
    }

    private static String devices(Host host) {
        var parts = new ArrayList<String>();
        host.devices()
                .forEach((kind, number) ->
                        parts.add("%d/%d %s".formatted(host.devicesTaken().getOrDefault(kind, 0), number, kind)));
        return parts.isEmpty() ? "-" : String.join(", ", parts);
    }

    static String state(Optional<Instant> silentSince, Paint paint, Instant now) {
        return silentSince
                .map(since -> paint.state("silent") + ", last heard " + Times.ago(since, now))
                .orElseGet(() -> paint.state("up"));
    }
}
