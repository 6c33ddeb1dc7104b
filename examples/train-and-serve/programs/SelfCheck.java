/// Checks back-propagation against the definition of a derivative: move weights a little, see how the loss moves. Ends
/// with status 1 where the two differ: with a wrong gradient a network still trains, only worse, and says nothing.
///
/// java SelfCheck.java

static final int EXAMPLES = 32;
static final double MOVE = 1e-2; // small against the weights, large against the rounding of floats
static final double TOLERANCE = 0.02;

void main() {
    var network = Network.untrained(7);
    var pass = new Pass(network, EXAMPLES);
    var gradient = new Gradient(network, EXAMPLES);
    var text = "Any text will do: what counts is that bytes, their n-grams and words come more than once.\n".getBytes();
    for (int i = 0; i < EXAMPLES; i++) {
        pass.put(i, text, 2 * i);
    }
    network.forward(pass, EXAMPLES);
    gradient.backward(network, pass, EXAMPLES);

    var names = List.of("bias", "hidden", "hiddenBias", "output", "outputBias", "table");
    var weights = new ArrayList<>(network.dense());
    weights.add(network.table);
    var slopes = new ArrayList<>(gradient.dense());
    slopes.add(tableGradient(network, pass, gradient));
    int wrong = 0;
    for (int p = 0; p < names.size(); p++) {
        for (var direction : directions(slopes.get(p))) {
            double expected = dot(slopes.get(p), direction);
            double found = slope(network, pass, weights.get(p), direction);
            boolean right = Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected));
            wrong += right ? 0 : 1;
            IO.println("%-11s back-propagated %9.4f  measured %9.4f  %s"
                    .formatted(names.get(p), expected, found, right ? "ok" : "WRONG"));
        }
    }
    if (wrong > 0) {
        System.err.println("SelfCheck: %d derivatives are wrong; look at Gradient.java".formatted(wrong));
        System.exit(1);
    }
}

/// Straight uphill, and two random directions: together they see errors of length and of direction.
List<float[]> directions(float[] gradient) {
    var random = new SplittableRandom(11);
    var directions = new ArrayList<>(List.of(gradient.clone()));
    for (int d = 0; d < 2; d++) {
        var direction = new float[gradient.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = gradient[i] * random.nextInt(-1, 3); // where the gradient is 0, only noise could be seen
        }
        directions.add(direction);
    }
    for (var direction : directions) {
        float length = (float) Math.sqrt(dot(direction, direction));
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= length;
        }
    }
    return directions;
}

/// (loss(weights + MOVE · direction) - loss(weights - MOVE · direction)) / (2 · MOVE)
double slope(Network network, Pass pass, float[] weights, float[] direction) {
    var kept = weights.clone();
    Rows.add(weights, 0, direction, 0, weights.length, (float) MOVE);
    network.forward(pass, EXAMPLES);
    double above = pass.loss(EXAMPLES);
    System.arraycopy(kept, 0, weights, 0, weights.length);
    Rows.add(weights, 0, direction, 0, weights.length, (float) -MOVE);
    network.forward(pass, EXAMPLES);
    double below = pass.loss(EXAMPLES);
    System.arraycopy(kept, 0, weights, 0, weights.length);
    return (above - below) / (2 * MOVE);
}

float[] tableGradient(Network network, Pass pass, Gradient gradient) {
    var table = new float[network.table.length];
    for (int i = 0; i < EXAMPLES * Features.COUNT; i++) {
        int example = i / Features.COUNT;
        Rows.add(table, pass.features[i] * network.width, gradient.x, example * network.width, network.width, 1);
    }
    return table;
}

double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
        sum += (double) a[i] * b[i];
    }
    return sum;
}
