package org.tombolo.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tombolo.model.work.PortRange;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;

/// Numbers as the kernel writes them: `0-3,6`.
final class NumberRanges {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MOST = 65_535;

    static final Form<List<Integer>> NUMBERS =
            ScalarForm.text("numbers such as 0-3,6", text -> parse(text).map(List::copyOf));

    static final Form<PortRange> PORTS = ScalarForm.text("ports such as 20000-29999", NumberRanges::ports);

    private NumberRanges() {}

    private static Optional<List<Integer>> parse(String text) {
        var numbers = new TreeSet<Integer>();
        for (var part : text.split(",", -1)) {
            var range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last > MOST) {
                return Optional.empty();
            }
            for (int each = first; each <= last; each++) {
                numbers.add(each);
            }
        }
        return Optional.of(new ArrayList<>(numbers));
    }

    private static Optional<PortRange> ports(String text) {
        var range = RANGE.matcher(text.strip());
        if (!range.matches() || range.group(2) == null) {
            return Optional.empty();
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        return first >= 1 && first <= last && last <= MOST ? Optional.of(new PortRange(first, last)) : Optional.empty();
    }
}
