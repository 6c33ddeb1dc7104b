/// Trains a network on a text, or tunes a trained one (--from) on another. It ends when the text has been read `epochs`
/// times or the seconds are over, whichever comes first, and saves the network that did best on the validation text.
///
/// java Train.java --text FOLDER/NAME --out FILE [--from FILE] [--epochs 2] [--seconds 40] [--seed 1] [--rate 1]

static final int SHARDS = 2; // fixed, as is the order in which they are added up: one thread or two, same result
static final int SHARD = 64; // examples

record Shard(Pass pass, Gradient gradient) {}

void main(String[] args) throws Exception {
    Program.run("Train", args, List.of("text", "out", "from", "epochs", "seconds", "seed", "rate"), options -> {
        long seed = (long) options.number("seed", 1);
        var from = options.optional("from");
        var network = from.isPresent() ? Network.load(Path.of(from.get())) : Network.untrained(seed);
        var train = Text.read(Path.of(options.text("text") + ".train"));
        var validate = Text.read(Path.of(options.text("text") + ".validate"));
        var best = train(network, train, validate, options, seed);
        best.save(options.path("out"));
    });
}

Network train(Network network, Text train, Text validate, Program options, long seed) throws Exception {
    int steps = (int) Math.ceil(options.number("epochs", 2) * train.size() / (SHARDS * SHARD));
    double seconds = options.number("seconds", 40);
    double rate = options.number("rate", 1);
    int threads = Math.min(SHARDS, Runtime.getRuntime().availableProcessors());
    IO.println("%d bytes to learn from, %d to validate on; at most %d steps of %d, %.0f seconds, %d threads"
            .formatted(train.size(), validate.size(), steps, SHARDS * SHARD, seconds, threads));

    var shards = Stream.generate(() -> new Shard(new Pass(network, SHARD), new Gradient(network, SHARD))).limit(SHARDS).toList();
    var passes = shards.stream().map(Shard::pass).toList();
    var gradients = shards.stream().map(Shard::gradient).toList();
    var optimizer = new Optimizer(network);
    var order = new Order(train, seed);
    var best = network.copy();
    double least = network.bitsPerByte(validate);
    IO.println("   step  seconds   training  validation   (bits per byte)");
    IO.println("%7d %8.1f %10s %11.3f".formatted(0, 0.0, "", least));
    try (var workers = Executors.newFixedThreadPool(threads)) {
        long start = System.nanoTime();
        int reports = 0;
        double bits = 0;
        int since = 0;
        for (int step = 1; ; step++) {
            double elapsed = (System.nanoTime() - start) / 1e9;
            double progress = Math.min(1, Math.max((double) step / steps, elapsed / seconds));
            var positions = order.next(SHARDS * SHARD);
            var losses = new ArrayList<Callable<Double>>();
            for (int s = 0; s < SHARDS; s++) {
                var shard = shards.get(s);
                int at = s * SHARD;
                losses.add(() -> {
                    for (int i = 0; i < SHARD; i++) {
                        shard.pass.put(i, train.bytes(), positions[at + i]);
                    }
                    network.forward(shard.pass, SHARD);
                    shard.gradient.backward(network, shard.pass, SHARD);
                    return shard.pass.loss(SHARD);
                });
            }
            for (var loss : workers.invokeAll(losses)) {
                bits += loss.get() / Math.log(2);
            }
            since += SHARDS * SHARD;
            optimizer.step(passes, gradients, SHARD, rate * (1 - 0.95 * progress));
            if (progress * 10 >= reports + 1) {
                reports = (int) (progress * 10);
                double now = network.bitsPerByte(validate);
                IO.println("%7d %8.1f %10.3f %11.3f".formatted(step, elapsed, bits / since, now));
                bits = since = 0;
                if (now < least) {
                    least = now;
                    best = network.copy();
                }
            }
            if (progress == 1) {
                return best;
            }
        }
    }
}

/// All positions of a text in a random order, again and again.
static final class Order {
    private final int[] positions;
    private final SplittableRandom random;
    private int next;

    Order(Text text, long seed) {
        positions = text.positions().clone();
        random = new SplittableRandom(seed);
        next = positions.length;
    }

    int[] next(int n) {
        var some = new int[n];
        for (int i = 0; i < n; i++) {
            if (next == positions.length) {
                shuffle();
                next = 0;
            }
            some[i] = positions[next++];
        }
        return some;
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
