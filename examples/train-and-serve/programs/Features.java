import module java.base;

/// What the network sees of the bytes before a position: always `COUNT` rows of its table.
///
/// - each of the last bytes, with its distance;
/// - the last 2, 3, 4, ... bytes together, the word so far, and that with the word before it: each hashed to one of a
///   fixed number of rows, so that two of them may share a row (which rarely hurts: the others tell them apart).
final class Features {
    private static final int REACH = 12;
    private static final int[] LENGTHS = {2, 3, 4, 5, 6, 8};
    private static final int BUCKETS = 1 << 13;

    static final int COUNT = REACH + LENGTHS.length + 2;
    static final int ROWS = REACH * Network.VOCABULARY + (LENGTHS.length + 2) * BUCKETS;

    /// How far back a feature may look, in bytes.
    private static final int HORIZON = 48;

    private Features() {}

    /// Writes the rows for the byte at `position` to `rows[at ..]`. A zero byte ends a passage: nothing before it counts.
    static void of(byte[] text, int position, int[] rows, int at) {
        int start = start(text, position);
        for (int distance = 1; distance <= REACH; distance++) {
            int value = position - distance >= start ? text[position - distance] & 0xff : 0;
            rows[at++] = (distance - 1) * Network.VOCABULARY + value;
        }
        int first = REACH * Network.VOCABULARY;
        for (int length : LENGTHS) {
            rows[at++] = first + bucket(text, Math.max(start, position - length), position);
            first += BUCKETS;
        }
        int word = wordStart(text, position, start);
        rows[at++] = first + bucket(text, word, position);
        rows[at] = first + BUCKETS + bucket(text, wordStart(text, gapStart(text, word, start), start), position);
    }

    private static int start(byte[] text, int position) {
        int start = position;
        while (start > 0 && position - start < HORIZON && text[start - 1] != 0) {
            start--;
        }
        return start;
    }

    private static int wordStart(byte[] text, int position, int start) {
        while (position > start && isLetter(text[position - 1])) {
            position--;
        }
        return position;
    }

    private static int gapStart(byte[] text, int position, int start) {
        while (position > start && !isLetter(text[position - 1])) {
            position--;
        }
        return position;
    }

    private static boolean isLetter(byte value) {
        return value < 0 || value == '_' || Character.isLetterOrDigit(value); // below 0: part of a longer character
    }

    private static int bucket(byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (hash + text[i]) * 0x9E3779B1; // 2^32 divided by the golden ratio: spreads neighbours far apart
            hash ^= hash >>> 15;
        }
        return hash & (BUCKETS - 1);
    }
}
