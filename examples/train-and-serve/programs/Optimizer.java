import module java.base;

/// Gradient descent with a step size for each weight: Adam (Kingma and Ba, 2015) for the dense weights, and for the
/// table Adagrad (Duchi and others, 2011) with one step size a row, so that a rare word learns from its few examples.
final class Optimizer {
    private static final float ADAM_RATE = 0.002f;
    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.99f;
    private static final float TABLE_RATE = 0.03f;
    private static final float TINY = 1e-8f;

    private final Network network;
    private final List<float[]> means;
    private final List<float[]> squares;
    private final float[] rowSquares = new float[Features.ROWS];
    private int steps;

    Optimizer(Network network) {
        this.network = network;
        means = network.dense().stream().map(weights -> new float[weights.length]).toList();
        squares = network.dense().stream().map(weights -> new float[weights.length]).toList();
    }

    /// One step against the gradients of several passes of n examples each. `rate` scales it: 1 at first, later less.
    void step(List<Pass> passes, List<Gradient> gradients, int n, double rate) {
        steps++;
        for (int p = 0; p < means.size(); p++) {
            adam(p, gradients, 1f / (n * passes.size()), (float) rate * ADAM_RATE);
        }
        for (int s = 0; s < passes.size(); s++) {
            for (int i = 0; i < n * Features.COUNT; i++) {
                int row = passes.get(s).features[i];
                adagrad(row, gradients.get(s).x, i / Features.COUNT * network.width, (float) rate * TABLE_RATE);
            }
        }
    }

    private void adam(int p, List<Gradient> gradients, float scale, float rate) {
        var weights = network.dense().get(p);
        var mean = means.get(p);
        var square = squares.get(p);
        var sum = new float[weights.length];
        for (var gradient : gradients) {
            Rows.add(sum, 0, gradient.dense().get(p), 0, sum.length, scale);
        }
        float meanBias = 1 - (float) StrictMath.pow(MEAN_DECAY, steps); // both averages start at 0: make up for it
        float squareBias = 1 - (float) StrictMath.pow(SQUARE_DECAY, steps);
        for (int i = 0; i < weights.length; i++) {
            mean[i] += (1 - MEAN_DECAY) * (sum[i] - mean[i]);
            square[i] += (1 - SQUARE_DECAY) * (sum[i] * sum[i] - square[i]);
            weights[i] -= rate * (mean[i] / meanBias) / ((float) Math.sqrt(square[i] / squareBias) + TINY);
        }
    }

    private void adagrad(int row, float[] gradient, int at, float rate) {
        float sum = 0;
        for (int x = at; x < at + network.width; x++) {
            sum += gradient[x] * gradient[x];
        }
        rowSquares[row] += sum / network.width;
        float step = rate / ((float) Math.sqrt(rowSquares[row]) + TINY);
        Rows.add(network.table, row * network.width, gradient, at, network.width, -step);
    }
}
