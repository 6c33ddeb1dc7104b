import static java.nio.charset.StandardCharsets.UTF_8;

/// Turns two files or folders into text to learn from. Of each it writes three files, which have no passage in common:
/// NAME.train, NAME.validate (decides when to stop) and NAME.heldout (nothing but the final measurement reads it).
///
/// java Prepare.java --corpus PATH --tune PATH --tune-files '*.yaml' --out FOLDER

static final int LEAST = 1024; // bytes: less than this teaches nothing and measures nothing
static final int MOST_READ = 16 << 20; // bytes of all files
static final int MOST_TRAIN = 2 << 20; // bytes: what a CPU can learn in a minute; more is sampled down to it
static final int MOST_HELDOUT = 32 << 10;
static final int MOST_VALIDATE = 16 << 10;

void main(String[] args) throws Exception {
    Program.run("Prepare", args, List.of("corpus", "tune", "tune-files", "out"), options -> {
        var out = Files.createDirectories(options.path("out"));
        var tune = texts(options.path("tune"), options.optional("tune-files").orElse("*"), Set.of());
        var corpus = texts(options.path("corpus"), "*", new HashSet<>(tune)); // what is tuned on is not seen before
        write("corpus", corpus, out);
        write("tune", tune, out);
    });
}

/// The text files below a folder (or the one file), in the order of their paths, without doubles.
List<String> texts(Path given, String pattern, Set<String> unwanted) throws IOException {
    var root = given.toRealPath();
    var wanted = root.getFileSystem().getPathMatcher("glob:" + pattern);
    var files = new TreeSet<Path>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            return isHidden(root, folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            boolean named = !isHidden(root, file) && wanted.matches(file.getFileName());
            if (facts.isRegularFile() && (named || file.equals(root))) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    });
    var texts = new LinkedHashSet<String>();
    int room = MOST_READ;
    for (var file : files) {
        var text = decode(file, room);
        if (text.isPresent() && !unwanted.contains(text.get()) && texts.add(text.get())) {
            room -= text.get().length();
        }
    }
    var rest = room > 0 ? "" : ", what is beyond %d bytes left out".formatted(MOST_READ);
    IO.println("%s: %d files, %d different texts among them%s".formatted(given, files.size(), texts.size(), rest));
    return List.copyOf(texts);
}

boolean isHidden(Path root, Path path) {
    return !path.equals(root) && path.getFileName().toString().startsWith(".");
}

/// A file's text, or nothing where it is empty, is not valid UTF-8 or holds zero bytes.
Optional<String> decode(Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
        var bytes = in.readNBytes(most);
        int length = bytes.length;
        while (bytes.length == most && length > 0 && bytes[length - 1] != '\n') {
            length--; // a larger file is read up to its last whole line
        }
        var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        return text.isEmpty() || text.indexOf(0) >= 0 ? Optional.empty() : Optional.of(text.replace("\r\n", "\n"));
    } catch (CharacterCodingException e) {
        return Optional.empty();
    }
}

void write(String name, List<String> texts, Path out) throws IOException {
    int size = texts.stream().mapToInt(text -> text.getBytes(UTF_8).length).sum();
    if (size < LEAST) {
        var message = "%s: %d bytes of text found, at least %d are needed (what is in the tuning text does not count); "
                + "name a file or folder with more by --set %s=PATH";
        throw new IOException(message.formatted(name, size, LEAST, name));
    }
    var passages = passages(texts, Math.clamp(size / 32, 64, 512));

    // Which part a passage falls into depends on its own text only, so that the parts hardly change when files do.
    var byDigest = new ArrayDeque<>(passages.stream().sorted(Comparator.comparing(this::digest)).toList());
    write(out.resolve(name + ".heldout"), take(byDigest, Math.min(size / 10, MOST_HELDOUT)), passages);
    write(out.resolve(name + ".validate"), take(byDigest, Math.min(size / 20, MOST_VALIDATE)), passages);
    write(out.resolve(name + ".train"), take(byDigest, MOST_TRAIN), passages);
}

/// Cuts texts at ends of lines into passages of about `length` characters, each one once.
SequencedSet<String> passages(List<String> texts, int length) {
    var passages = new LinkedHashSet<String>();
    for (var text : texts) {
        for (int from = 0, to; from < text.length(); from = to) {
            int newline = text.indexOf('\n', Math.min(from + length, text.length() - 1));
            to = newline < 0 ? text.length() : newline + 1;
            if (to - from > 2 * length) { // a long line
                to = from + 2 * length + (Character.isLowSurrogate(text.charAt(from + 2 * length)) ? 1 : 0);
            }
            passages.add(text.substring(from, to));
        }
    }
    return passages;
}

String digest(String passage) {
    try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(passage.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JDK has it
    }
}

/// Takes passages until they hold `bytes`; at least one, and it leaves at least one.
Set<String> take(Deque<String> passages, int bytes) {
    var taken = new HashSet<String>();
    for (int size = 0; !passages.isEmpty() && (taken.isEmpty() || size < bytes && passages.size() > 1); ) {
        var passage = passages.remove();
        size += passage.getBytes(UTF_8).length;
        taken.add(passage);
    }
    return taken;
}

/// Writes those passages, in the order in which they were read, each ended by a zero byte.
void write(Path file, Set<String> wanted, SequencedSet<String> passages) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var passage : passages) {
        if (wanted.contains(passage)) {
            bytes.writeBytes(passage.getBytes(UTF_8));
            bytes.write(0);
        }
    }
    Files.write(file, bytes.toByteArray());
    IO.println("%8d bytes in %5d passages to %s".formatted(bytes.size(), wanted.size(), file));
}
