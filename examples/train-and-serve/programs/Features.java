/// What the network sees of the bytes before a position: always `COUNT` rows of its table.
///
/// - each of the last bytes, with its distance;
/// - hashed to one of a fixed number of rows: the last 2, 3, 4, ... bytes together; the word so far; that with the word
///   before it; the layout, which is how often the last byte was repeated and how far the line before was indented.
///
/// Two of those may share a row. That rarely hurts: the other features tell them apart.
final class Features {
    private static final int REACH = 12;
    private static final int[] LENGTHS = {2, 3, 4, 5, 6, 8};
    private static final int HASHED = LENGTHS.length + 3;
    private static final int BUCKETS = 1 << 13;

    static final int COUNT = REACH + HASHED;
    static final int ROWS = REACH * Network.VOCABULARY + HASHED * BUCKETS;

    /// How far back a feature may look, in bytes.
    private static final int HORIZON = 160;

    private final byte[] text;
    private final int position;
    private final int start;

    private Features(byte[] text, int position) {
        this.text = text;
        this.position = position;
        start = back(position, Math.max(0, position - HORIZON), value -> value != 0); // a zero byte ends a passage
    }

    /// Writes the rows for the byte at `position` to `rows[at ..]`.
    static void of(byte[] text, int position, int[] rows, int at) {
        new Features(text, position).write(rows, at);
    }

    private void write(int[] rows, int at) {
        for (int distance = 1; distance <= REACH; distance++) {
            int value = position - distance >= start ? text[position - distance] & 0xff : 0;
            rows[at++] = (distance - 1) * Network.VOCABULARY + value;
        }
        int first = REACH * Network.VOCABULARY;
        for (int length : LENGTHS) {
            rows[at++] = first + bucket(hash(Math.max(start, position - length)));
            first += BUCKETS;
        }
        int word = back(position, start, Features::isLetter);
        int gap = back(word, start, value -> !isLetter(value));
        rows[at++] = first + bucket(hash(word));
        rows[at++] = first + BUCKETS + bucket(hash(back(gap, start, Features::isLetter)));
        rows[at] = first + 2 * BUCKETS + bucket(layout());
    }

    private int layout() {
        byte last = position > start ? text[position - 1] : 0;
        int repeated = position - back(position, start, value -> value == last);
        int line = back(position, start, value -> value != '\n');
        int indent = back(Math.max(start, line - 1), start, value -> value != '\n');
        int spaces = 0;
        while (indent + spaces < line && text[indent + spaces] == ' ') {
            spaces++;
        }
        return mix(mix(last, repeated), spaces);
    }

    private interface Test {
        boolean holds(byte value);
    }

    /// Goes back from a position while the byte before passes the test, at most to `least`.
    private int back(int from, int least, Test test) {
        while (from > least && test.holds(text[from - 1])) {
            from--;
        }
        return from;
    }

    private static boolean isLetter(byte value) {
        return value < 0 || value == '_' || Character.isLetterOrDigit(value); // below 0: part of a longer character
    }

    /// Of the bytes from there up to the position.
    private int hash(int from) {
        int hash = position - from;
        for (int i = from; i < position; i++) {
            hash = mix(hash, text[i]);
        }
        return hash;
    }

    private static int mix(int hash, int value) {
        int mixed = (hash + value) * 0x9E3779B1; // 2^32 divided by the golden ratio: spreads neighbours far apart
        return mixed ^ mixed >>> 15;
    }

    private static int bucket(int hash) {
        return hash & (BUCKETS - 1);
    }
}
