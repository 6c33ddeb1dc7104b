import module java.base;

/// A text to learn from or to measure on: passages of UTF-8, each ended by a zero byte, and the positions of all other
/// bytes: those to predict.
record Text(byte[] bytes, int[] positions) {
    static Text read(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var positions = IntStream.range(0, bytes.length).filter(i -> bytes[i] != 0).toArray();
        if (positions.length == 0) {
            throw new IOException(file + ": no text in it; Prepare.java writes such files");
        }
        return new Text(bytes, positions);
    }

    int size() {
        return positions.length;
    }
}
