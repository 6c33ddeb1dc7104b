import module java.base;

/// A small neural language model over bytes: given the bytes so far, how likely is each byte to come next?
///
/// ```
/// x             = bias + one learned row of `table` for each of the features       (an embedding of the context)
/// h             = relu(x)
/// z             = hiddenBias + h · hidden
/// y             = h + relu(z)                                                       (a residual layer)
/// probabilities = softmax(outputBias + y · output)                                  (one for each of 256 bytes)
/// ```
///
/// The hashed features (see `Features`) let it learn words within seconds on a CPU, where a network that sees single
/// bytes only would need hours. Many threads may read a network at once; only an `Optimizer` changes one.
final class Network {
    static final int VOCABULARY = 256;
    private static final int WIDTH = 96;
    private static final int MAGIC = 0x544C4D31; // "TLM1", the first bytes of a saved network

    final int width;
    final float[] table;
    final float[] bias;
    final float[] hidden;
    final float[] hiddenBias;
    final float[] output;
    final float[] outputBias;

    private Network(int width) {
        this.width = width;
        table = new float[Features.ROWS * width];
        bias = new float[width];
        hidden = new float[width * width];
        hiddenBias = new float[width];
        output = new float[width * VOCABULARY];
        outputBias = new float[VOCABULARY];
    }

    /// A network that knows nothing: small random weights, the same ones for the same seed on every machine.
    static Network untrained(long seed) {
        var network = new Network(WIDTH);
        var random = new SplittableRandom(seed);
        randomize(network.table, 0.3 / Math.sqrt(Features.COUNT), random);
        randomize(network.hidden, Math.sqrt(3.0 / WIDTH), random);
        randomize(network.output, Math.sqrt(1.0 / WIDTH), random);
        return network;
    }

    private static void randomize(float[] weights, double bound, SplittableRandom random) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    /// Computes the layers of the first n examples of a pass.
    void forward(Pass pass, int n) {
        Rows.fill(pass.x, bias, n);
        for (int i = 0; i < n * Features.COUNT; i++) {
            Rows.add(pass.x, i / Features.COUNT * width, table, pass.features[i] * width, width, 1);
        }
        rectify(pass.h, pass.x, n * width);
        Rows.fill(pass.z, hiddenBias, n);
        Rows.addProduct(pass.z, pass.h, hidden, n, width, width);
        rectify(pass.y, pass.z, n * width);
        Rows.add(pass.y, 0, pass.h, 0, n * width, 1);
        Rows.fill(pass.probabilities, outputBias, n);
        Rows.addProduct(pass.probabilities, pass.y, output, n, width, VOCABULARY);
        for (int i = 0; i < n; i++) {
            softmax(pass.probabilities, i * VOCABULARY);
        }
    }

    private static void rectify(float[] to, float[] from, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.max(from[i], 0);
        }
    }

    private static void softmax(float[] values, int at) {
        float top = Float.NEGATIVE_INFINITY;
        for (int v = 0; v < VOCABULARY; v++) {
            top = Math.max(top, values[at + v]);
        }
        float sum = 0;
        for (int v = 0; v < VOCABULARY; v++) {
            values[at + v] = (float) StrictMath.exp(values[at + v] - top); // strict: the same bits on every machine
            sum += values[at + v];
        }
        for (int v = 0; v < VOCABULARY; v++) {
            values[at + v] /= sum;
        }
    }

    /// The mean loss over all bytes of a text, in bits per byte. Knowing nothing costs 8.
    double bitsPerByte(Text text) {
        var pass = new Pass(this, 64);
        double loss = 0;
        for (int from = 0; from < text.size(); from += pass.capacity) {
            int n = Math.min(pass.capacity, text.size() - from);
            for (int i = 0; i < n; i++) {
                pass.put(i, text.bytes(), text.positions()[from + i]);
            }
            forward(pass, n);
            loss += pass.loss(n);
        }
        return loss / Math.log(2) / text.size();
    }

    /// The weights that every example touches. Of `table`, an example touches the rows of its features only.
    List<float[]> dense() {
        return List.of(bias, hidden, hiddenBias, output, outputBias);
    }

    private List<float[]> all() {
        return List.of(table, bias, hidden, hiddenBias, output, outputBias);
    }

    Network copy() {
        var copy = new Network(width);
        for (int i = 0; i < all().size(); i++) {
            System.arraycopy(all().get(i), 0, copy.all().get(i), 0, all().get(i).length);
        }
        return copy;
    }

    /// The name of a network that was saved as NAME.network.
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.network$", "");
    }

    /// Whoever sees the file sees all of it: it is written beside its place and moved there.
    void save(Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (var out = new DataOutputStream(Files.newOutputStream(unfinished))) {
            out.writeInt(MAGIC);
            out.writeInt(Features.ROWS);
            out.writeInt(width);
            for (var weights : all()) {
                var bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
                bytes.asFloatBuffer().put(weights);
                out.write(bytes.array());
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static Network load(Path file) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != Features.ROWS || in.readInt() != WIDTH) {
                throw new IOException(file + ": not a network of this version of the programs; train it again");
            }
            var network = new Network(WIDTH);
            for (var weights : network.all()) {
                var bytes = new byte[weights.length * Float.BYTES];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(weights);
            }
            return network;
        } catch (EOFException e) {
            throw new IOException(file + ": ends too early; train it again", e);
        }
    }
}
