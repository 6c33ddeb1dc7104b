/// Measures networks on the held-out text of both corpora, prints the table and writes it as JSON.
/// The first column is a network that was never trained: what all training starts from.
///
/// java Evaluate.java --text FOLDER --networks base.network,tuned.network --out FILE

void main(String[] args) throws Exception {
    Program.run("Evaluate", args, List.of("text", "networks", "out", "seed"), options -> {
        var networks = new LinkedHashMap<String, Network>();
        networks.put("untrained", Network.untrained((long) options.number("seed", 1)));
        for (var file : options.text("networks").split(",")) {
            networks.put(Network.name(Path.of(file)), Network.load(Path.of(file)));
        }

        IO.println("held-out bits per byte (less is better)");
        line("", "%12s", networks.keySet());
        var results = new LinkedHashMap<String, Object>();
        for (var name : List.of("corpus", "tune")) {
            var heldout = Text.read(options.path("text").resolve(name + ".heldout"));
            var line = new LinkedHashMap<String, Object>();
            networks.forEach((network, weights) -> line.put(network, weights.bitsPerByte(heldout)));
            results.put(name, line);
            line(name, "%12.3f", line.values());
        }
        Files.writeString(options.path("out"), Json.write(results) + "\n");
    });
}

void line(String name, String format, Collection<?> values) {
    IO.println("%-10s".formatted(name) + values.stream().map(format::formatted).collect(Collectors.joining()));
}
