import module java.base;

/// The positions of a text in a random order, all of them before any comes again.
final class Order {
    private final int[] positions;
    private final SplittableRandom random;
    private int next;

    Order(Text text, long seed) {
        positions = text.positions().clone();
        random = new SplittableRandom(seed);
        next = positions.length;
    }

    int next() {
        if (next == positions.length) {
            shuffle();
            next = 0;
        }
        return positions[next++];
    }

    private void shuffle() {
        for (int i = positions.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = positions[i];
            positions[i] = positions[other];
            positions[other] = kept;
        }
    }
}
