package org.tombolo.cli.view;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Table;
import org.tombolo.wire.site.SiteCheck;

/// What works at sites, and why the rest does not.
public final class SiteFindings {
    private SiteFindings() {}

    /// Lines are not cut: the reason is what was asked for.
    public static List<String> lines(List<SiteCheck> checks, Paint paint) {
        var lines = new ArrayList<String>();
        for (var check : checks) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(paint.bold(check.site()));
            var table = new Table("TOPIC", "WHAT", "WORKS", "HOW, OR WHY NOT");
            check.findings()
                    .forEach(each -> table.row(
                            each.topic(),
                            each.what(),
                            each.works() ? "yes" : "no",
                            each.detail().replaceAll("\\p{Cntrl}", "?")));
            lines.addAll(table.lines(paint, 0));
        }
        return lines;
    }
}
