package org.tombolo.model.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// The files of an upload, sorted by path (`String.compareTo`), each path once, none of them a folder of another.
/// Folders are implied: an empty one is not part of a tree.
public record TreeManifest(List<TreeEntry> entries) {
    /// The first line of the text: a later form has another.
    private static final String FIRST_LINE = "tombolo-tree 1";

    public TreeManifest {
        entries = entries.stream().sorted(Comparator.comparing(TreeEntry::path)).toList();
        for (int i = 1; i < entries.size(); i++) {
            requireOnce(entries.get(i - 1).path(), entries.get(i).path());
        }
        requireNoFolderIsAFile(entries);
    }

    /// The canonical text, one for each tree: the first line, then a line for each file: `-` or `x` (executable), size,
    /// SHA-256 in hex, the path as one word. Every line ends with a newline.
    public String text() {
        var out = new StringBuilder(FIRST_LINE).append('\n');
        for (var entry : entries) {
            out.append(entry.executable() ? "x " : "- ")
                    .append(entry.size())
                    .append(' ')
                    .append(entry.digest().hex())
                    .append(' ')
                    .append(TreePath.encode(entry.path()))
                    .append('\n');
        }
        return out.toString();
    }

    /// The name of the upload: the digest of `text()` in UTF-8.
    public Digest digest() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Reads what `text` wrote, and nothing else: the same tree cannot have two texts.
    public static TreeManifest parse(String text) {
        var lines = text.split("\n", -1);
        if (!lines[0].equals(FIRST_LINE) || !lines[lines.length - 1].isEmpty()) {
            throw malformed(1, "expected \"%s\" first and a newline last".formatted(FIRST_LINE), lines[0]);
        }
        var entries = new ArrayList<TreeEntry>(lines.length);
        for (int i = 1; i < lines.length - 1; i++) {
            int line = i + 1;
            var found = lines[i];
            entries.add(entry(found).orElseThrow(() -> malformed(line, "expected MODE SIZE SHA256 PATH", found)));
        }
        var manifest = new TreeManifest(entries);
        if (!manifest.entries().equals(entries)) {
            throw malformed(2, "expected the paths in order", lines[1]);
        }
        return manifest;
    }

    /// Bytes of all files.
    public long bytes() {
        return entries.stream().mapToLong(TreeEntry::size).sum();
    }

    /// Whether a file or a folder of that path is in the tree.
    public boolean holds(String path) {
        return under(path).findAny().isPresent();
    }

    /// The file of that path, or all files in the folder of that path.
    public Stream<TreeEntry> under(String path) {
        var folder = path + "/";
        return entries.stream()
                .filter(entry -> entry.path().equals(path) || entry.path().startsWith(folder));
    }

    private static Optional<TreeEntry> entry(String line) {
        var words = line.split(" ", -1);
        if (words.length != 4
                || !(words[0].equals("-") || words[0].equals("x"))
                || !words[1].matches("0|[1-9][0-9]{0,17}")
                || !words[2].matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return TreePath.decode(words[3])
                .filter(TreePath::isGood)
                .map(path -> new TreeEntry(
                        path, Long.parseLong(words[1]), words[0].equals("x"), new Digest("sha256:" + words[2])));
    }

    private static void requireOnce(String one, String next) {
        if (one.equals(next)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "upload: the path \"%s\" is there twice".formatted(Names.printable(one)));
        }
    }

    private static void requireNoFolderIsAFile(List<TreeEntry> entries) {
        var files = new HashSet<String>(entries.size() * 2);
        entries.forEach(entry -> files.add(entry.path()));
        for (var entry : entries) {
            for (int slash = entry.path().indexOf('/');
                    slash > 0;
                    slash = entry.path().indexOf('/', slash + 1)) {
                var folder = entry.path().substring(0, slash);
                if (files.contains(folder)) {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "upload: \"%s\" is both a file and a folder".formatted(Names.printable(folder)));
                }
            }
        }
    }

    private static TomboloException malformed(int line, String expected, String found) {
        return new TomboloException(
                ErrorCode.BAD_INPUT,
                "tree manifest, line %d: %s, found \"%s\"".formatted(line, expected, Names.printable(found)));
    }
}
