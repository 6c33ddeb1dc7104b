import module java.base;

/// The gradient of the summed loss of one pass, by back-propagation: `Network.forward` read from its last line to its
/// first. `g` stands for "the derivative of the loss by".
final class Gradient {
    final float[] bias;
    final float[] hidden;
    final float[] hiddenBias;
    final float[] output;
    final float[] outputBias;

    /// gx: row i is the gradient of every row of the table that example i touched.
    final float[] x;

    private final int width;
    private final float[] z;
    private final float[] y;
    private final float[] logits;
    private final float[] turned;

    Gradient(Network network, int capacity) {
        width = network.width;
        bias = new float[width];
        hidden = new float[width * width];
        hiddenBias = new float[width];
        output = new float[width * Network.VOCABULARY];
        outputBias = new float[Network.VOCABULARY];
        x = new float[capacity * width];
        z = new float[capacity * width];
        y = new float[capacity * width];
        logits = new float[capacity * Network.VOCABULARY];
        turned = new float[width * Math.max(capacity, Network.VOCABULARY)];
    }

    /// In the order of `Network.dense()`.
    List<float[]> dense() {
        return List.of(bias, hidden, hiddenBias, output, outputBias);
    }

    /// Call it after `network.forward(pass, n)`; n must be a multiple of 4.
    void backward(Network network, Pass pass, int n) {
        dense().forEach(sums -> Arrays.fill(sums, 0));

        // Softmax and cross-entropy together: g logit = probability, less 1 for the byte that did come.
        System.arraycopy(pass.probabilities, 0, logits, 0, n * Network.VOCABULARY);
        for (int i = 0; i < n; i++) {
            logits[i * Network.VOCABULARY + pass.targets[i]] -= 1;
        }

        // logits = outputBias + y · output
        sumRows(outputBias, logits, n);
        Rows.transpose(turned, pass.y, n, width);
        Rows.addProduct(output, turned, logits, width, n, Network.VOCABULARY);
        Rows.transpose(turned, network.output, width, Network.VOCABULARY);
        Arrays.fill(y, 0);
        Rows.addProduct(y, logits, turned, n, Network.VOCABULARY, width);

        // y = h + relu(z), z = hiddenBias + h · hidden
        gate(z, y, pass.z, n * width);
        sumRows(hiddenBias, z, n);
        Rows.transpose(turned, pass.h, n, width);
        Rows.addProduct(hidden, turned, z, width, n, width);
        Rows.transpose(turned, network.hidden, width, width);
        Rows.addProduct(y, z, turned, n, width, width); // both ways from h to y: y now holds g h

        // h = relu(x), x = bias + rows of the table
        gate(x, y, pass.x, n * width);
        sumRows(bias, x, n);
    }

    /// The gradient passes a relu where its input was above 0.
    private static void gate(float[] to, float[] from, float[] input, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = input[i] > 0 ? from[i] : 0;
        }
    }

    private static void sumRows(float[] sums, float[] rows, int n) {
        for (int i = 0; i < n; i++) {
            Rows.add(sums, 0, rows, i * sums.length, sums.length, 1);
        }
    }
}
