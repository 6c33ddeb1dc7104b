package org.tombolo.workflow.upgrade;

import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/// Changes to a text, at places that do not overlap. What is not changed stays as it was written.
final class Splices {
    private final String text;
    private final TreeMap<Integer, Splice> splices = new TreeMap<>();

    Splices(String text) {
        this.text = text;
    }

    private record Splice(int end, String instead) {}

    /// A node that several aliases mean is met several times, and changed once.
    void replace(Node node, String instead) {
        replace(start(node), end(node), instead);
    }

    void replace(int start, int end, String instead) {
        splices.putIfAbsent(start, new Splice(end, instead));
    }

    /// As it is written, with its quotes.
    String source(Node node) {
        return text.substring(start(node), end(node));
    }

    int start(Node node) {
        return offset(node.getStartMark().orElseThrow().getIndex());
    }

    int end(Node node) {
        return offset(node.getEndMark().orElseThrow().getIndex());
    }

    /// The library counts code points.
    private int offset(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    int count() {
        return splices.size();
    }

    String text() {
        var out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (var each : splices.entrySet()) {
            out.append(text, at, each.getKey()).append(each.getValue().instead());
            at = each.getValue().end();
        }
        return out.append(text, at, text.length()).toString();
    }
}
