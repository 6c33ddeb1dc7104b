import module java.base;

/// One learning step after another: examples are drawn, shards of them go through the network side by side, and the
/// optimizer moves the weights once. How many shards there are is fixed, as is the order in which their gradients are
/// added up: one thread or two, the result is the same to the last bit.
final class Lesson implements AutoCloseable {
    private static final int SHARDS = 2;
    private static final int SHARD = 64; // examples
    static final int EXAMPLES = SHARDS * SHARD;

    /// Where texts are mixed, of this many examples one is from the second text.
    private static final int MIXED = 4;

    private final Network network;
    private final Optimizer optimizer;
    private final List<Text> texts;
    private final List<Order> orders;
    private final List<Pass> passes;
    private final List<Gradient> gradients;
    private final ExecutorService threads;

    /// Learns from the first text; where there is a second one, it is rehearsed beside it, so that it is not forgotten.
    Lesson(Network network, List<Text> texts, long seed, int threads) {
        this.network = network;
        this.texts = texts;
        optimizer = new Optimizer(network);
        orders = texts.stream().map(text -> new Order(text, seed)).toList();
        passes = Stream.generate(() -> new Pass(network, SHARD)).limit(SHARDS).toList();
        gradients = Stream.generate(() -> new Gradient(network, SHARD)).limit(SHARDS).toList();
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /// Returns the mean loss of the step's examples before it, in bits per byte.
    double step(double rate) throws InterruptedException, ExecutionException {
        var shards = new ArrayList<Callable<Double>>();
        for (int s = 0; s < SHARDS; s++) {
            var pass = passes.get(s);
            var gradient = gradients.get(s);
            draw(pass);
            shards.add(() -> {
                network.forward(pass, SHARD);
                gradient.backward(network, pass, SHARD);
                return pass.loss(SHARD);
            });
        }
        double loss = 0;
        for (var shard : threads.invokeAll(shards)) {
            loss += shard.get();
        }
        optimizer.step(passes, gradients, SHARD, rate);
        return loss / Math.log(2) / EXAMPLES;
    }

    private void draw(Pass pass) {
        for (int i = 0; i < SHARD; i++) {
            int which = i % MIXED == 0 ? texts.size() - 1 : 0;
            pass.put(i, texts.get(which).bytes(), orders.get(which).next());
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
