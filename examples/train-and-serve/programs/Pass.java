/// The working memory of one pass over at most `capacity` examples: what goes in, what each layer made of it, what
/// comes out. One thread's own.
final class Pass {
    final int capacity;

    /// In: the table's rows that each example touches, and the byte it should predict.
    final int[] features;

    final int[] targets;

    /// The layers, one row an example, with the names that they have in `Network`.
    final float[] x;

    final float[] h;
    final float[] z;
    final float[] y;
    final float[] probabilities;

    Pass(Network network, int capacity) {
        this.capacity = capacity;
        features = new int[capacity * Features.COUNT];
        targets = new int[capacity];
        x = new float[capacity * network.width];
        h = new float[capacity * network.width];
        z = new float[capacity * network.width];
        y = new float[capacity * network.width];
        probabilities = new float[capacity * Network.VOCABULARY];
    }

    /// Example i: predict the byte of `text` at `position` from those before it.
    void put(int i, byte[] text, int position) {
        Features.of(text, position, features, i * Features.COUNT);
        targets[i] = text[position] & 0xff;
    }

    /// The sum of -ln p(target) over the first n examples, after `Network.forward`.
    double loss(int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum -= Math.log(Math.max(probabilities[i * Network.VOCABULARY + targets[i]], Float.MIN_NORMAL));
        }
        return sum;
    }
}
