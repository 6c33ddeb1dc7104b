/// Trains a network on a text, or tunes a trained one (--from) on another while it rehearses the first (--rehearse). It
/// ends when it has drawn `epochs` times as many examples as the text has bytes, when the seconds are over, or when the
/// validation text has stopped getting better, whichever comes first, and saves the network that did best on that.
///
/// java Train.java --text FOLDER/NAME --out FILE [--from FILE] [--rehearse FOLDER/NAME]
///                 [--epochs 2] [--seconds 40] [--seed 1]

static final int REPORTS = 10;
static final int PATIENCE = 3; // reports without a better network, then it ends
static final double LAST_RATE = 0.05; // learning ends with small steps: this share of the first ones

void main(String[] args) throws Exception {
    Program.run("Train", args, List.of("text", "out", "from", "rehearse", "epochs", "seconds", "seed"), options -> {
        long seed = (long) options.number("seed", 1);
        boolean tunes = options.optional("from").isPresent();
        var network = tunes ? Network.load(options.path("from")) : Network.untrained(seed);
        var texts = new ArrayList<>(List.of(Text.read(Path.of(options.text("text") + ".train"))));
        if (options.optional("rehearse").isPresent()) {
            texts.add(Text.read(Path.of(options.text("rehearse") + ".train")));
        }
        var validation = Text.read(Path.of(options.text("text") + ".validate"));
        int steps = (int) Math.ceil(options.number("epochs", 2) * texts.getFirst().size() / Lesson.EXAMPLES);
        double seconds = options.number("seconds", 40);
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2);
        IO.println("%d bytes to learn from, %d to validate on; at most %d steps, %.0f seconds; threads: %d"
                .formatted(texts.getFirst().size(), validation.size(), steps, seconds, threads));
        try (var lesson = new Lesson(network, texts, seed, threads)) {
            train(network, lesson, validation, steps, seconds).save(options.path("out"));
        }
    });
}

Network train(Network network, Lesson lesson, Text validation, int steps, double seconds) throws Exception {
    var best = network.copy();
    double least = network.bitsPerByte(validation);
    IO.println("bits per byte:     step  seconds   training  validation");
    IO.println("               %8d %8.1f %10s %11.3f".formatted(0, 0.0, "", least));
    long start = System.nanoTime();
    double progress = 0; // from 0 to 1, of whichever limit comes first
    double loss = 0;
    int since = 0;
    int reports = 0;
    int worse = 0;
    for (int step = 1; progress < 1 && worse < PATIENCE; step++) {
        loss += lesson.step(1 - (1 - LAST_RATE) * progress);
        since++;
        double elapsed = (System.nanoTime() - start) / 1e9;
        // Time counts in its second half only: a run that is ready in time does not depend on the clock at all.
        progress = Math.clamp(Math.max((double) step / steps, 2 * elapsed / seconds - 1), 0, 1);
        if (progress * REPORTS >= reports + 1) {
            double now = network.bitsPerByte(validation);
            IO.println("               %8d %8.1f %10.3f %11.3f".formatted(step, elapsed, loss / since, now));
            worse = now < least ? 0 : worse + 1;
            if (worse == 0) {
                least = now;
                best = network.copy();
            }
            reports = (int) (progress * REPORTS);
            loss = 0;
            since = 0;
        }
    }
    IO.println("kept the network with %.3f".formatted(least));
    return best;
}
