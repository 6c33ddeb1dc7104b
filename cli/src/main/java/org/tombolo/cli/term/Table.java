package org.tombolo.cli.term;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, each column as wide as its widest cell. Cells may hold colours.
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "a row of %d cells in a table of %d columns".formatted(cells.length, headings.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// @param columns where lines are cut; 0: nowhere
    public List<String> lines(Paint paint, int columns) {
        var widths = new int[headings.size()];
        measure(widths, headings);
        rows.forEach(row -> measure(widths, row));
        var lines = new ArrayList<String>();
        lines.add(
                paint.isOn()
                        ? line(headings.stream().map(paint::dim).toList(), widths, columns)
                        : line(headings, widths, columns));
        for (var row : rows) {
            lines.add(line(row, widths, columns));
        }
        return lines;
    }

    private static void measure(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Width.of(cells.get(i)));
        }
    }

    private static String line(List<String> cells, int[] widths, int columns) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            line.append(last ? cells.get(i) : Width.pad(cells.get(i), widths[i]) + GAP);
        }
        var text = line.toString().stripTrailing();
        return columns > 0 ? Width.cut(text, columns) : text;
    }
}
