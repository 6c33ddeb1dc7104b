package org.tombolo.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The valid word that a wrong one was probably meant to be.
public final class Nearest {
    /// Longer words are no slips of the finger, and comparing them costs.
    private static final int LONGEST = 48;

    /// Among more words than this nobody is helped by a guess that took long.
    private static final int MOST_WORDS = 500;

    private Nearest() {}

    /// At most a third of the letters wrong (one in a word of two or three, none in a single letter); swapped
    /// neighbours count once, case
    /// does not count.
    public static Optional<String> to(String found, Collection<String> words) {
        if (found.isEmpty() || found.length() > LONGEST) {
            return Optional.empty();
        }
        record Guess(String word, int distance) {}
        int most = found.length() == 1 ? 0 : Math.max(1, found.length() / 3);
        var wanted = found.toLowerCase(Locale.ROOT);
        return words.stream()
                .limit(MOST_WORDS)
                .filter(word -> Math.abs(word.length() - found.length()) <= most)
                .map(word -> new Guess(word, distance(wanted, word.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.distance() <= most)
                .min(Comparator.comparingInt(Guess::distance))
                .map(Guess::word);
    }

    /// Edits to turn one word into the other: insert, delete, replace, swap neighbours (optimal string alignment).
    static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        var last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && isSwap(one, i, other, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[other.length()];
    }

    private static boolean isSwap(String one, int i, String other, int j) {
        return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
