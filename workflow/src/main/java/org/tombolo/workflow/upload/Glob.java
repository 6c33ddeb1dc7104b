package org.tombolo.workflow.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A pattern for one part of a path: `*`, `?`, `[a-z]`, `[!a]`, `\` before a character that means itself. Matching
/// takes
/// no more than (length of text) x (length of pattern) steps.
final class Glob {
    private sealed interface Step {
        /// Any number of characters.
        record Star() implements Step {}

        record One(IntPredicate of) implements Step {}
    }

    private final List<Step> steps;

    private Glob(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    static Glob of(String pattern) {
        var steps = new ArrayList<Step>();
        int[] chars = pattern.codePoints().toArray();
        for (int i = 0; i < chars.length; i++) {
            int c = chars[i];
            int close = c == '[' ? endOfSet(chars, i) : -1;
            if (c == '*') {
                steps.add(new Step.Star());
            } else if (c == '?') {
                steps.add(new Step.One(_ -> true));
            } else if (close > 0) {
                steps.add(new Step.One(set(chars, i + 1, close)));
                i = close;
            } else {
                int literal = c == '\\' && i + 1 < chars.length ? chars[++i] : c;
                steps.add(new Step.One(it -> it == literal));
            }
        }
        return new Glob(steps);
    }

    /// Greedy: on a mismatch only the last star takes one character more.
    boolean matches(String text) {
        int[] chars = text.codePoints().toArray();
        int step = 0;
        int star = -1;
        int taken = 0;
        int at = 0;
        while (at < chars.length) {
            if (step < steps.size() && isStar(step)) {
                star = step++;
                taken = at;
            } else if (step < steps.size() && takes(step, chars[at])) {
                step++;
                at++;
            } else if (star >= 0) {
                step = star + 1;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (step < steps.size() && isStar(step)) {
            step++;
        }
        return step == steps.size();
    }

    private boolean isStar(int step) {
        return steps.get(step) instanceof Step.Star;
    }

    private boolean takes(int step, int c) {
        return steps.get(step) instanceof Step.One(var of) && of.test(c);
    }

    /// The closing bracket; one that comes first is a member of the set.
    private static int endOfSet(int[] chars, int open) {
        int from = open + 1;
        if (from < chars.length && (chars[from] == '!' || chars[from] == '^')) {
            from++;
        }
        for (int i = from + 1; i < chars.length; i++) {
            if (chars[i] == ']') {
                return i;
            }
        }
        return -1;
    }

    private static IntPredicate set(int[] chars, int from, int end) {
        boolean negated = chars[from] == '!' || chars[from] == '^';
        IntPredicate members = _ -> false;
        for (int i = negated ? from + 1 : from; i < end; i++) {
            int low = chars[i];
            boolean isRange = i + 2 < end && chars[i + 1] == '-';
            int high = isRange ? chars[i + 2] : low;
            members = members.or(c -> c >= low && c <= high);
            i += isRange ? 2 : 0;
        }
        return negated ? members.negate() : members;
    }
}
