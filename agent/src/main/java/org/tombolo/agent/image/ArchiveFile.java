package org.tombolo.agent.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import tools.jackson.databind.JsonNode;

/// An image in one tar file. Docker's older layout has no manifest with digests: one is made of it.
final class ArchiveFile implements Source {
    private static final int MOST_DOCUMENT = 4 << 20;
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private final ImageReference.Archive reference;
    private final Optional<Path> unzipped;
    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
    /// Where in the file a part is that is not below `blobs/`.
    private final Map<Digest, String> places = new LinkedHashMap<>();

    /// @param scratch where a compressed file is unpacked meanwhile
    ArchiveFile(ImageReference.Archive reference, Path scratch) throws IOException {
        this.reference = reference;
        var file = Path.of(reference.path());
        if (!Files.isRegularFile(file)) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "%s: no such file on this machine".formatted(reference.text()));
        }
        unzipped = isZipped(file) ? Optional.of(unzip(file, scratch)) : Optional.empty();
        try {
            tar = new TarFile(unzipped.orElse(file));
        } catch (IOException e) {
            throw damaged("is no tar file: " + e.getMessage());
        }
        tar.getEntries().forEach(entry -> entries.put(entry.getName().replaceFirst("^\\./", ""), entry));
    }

    private static boolean isZipped(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(2);
            return start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
        }
    }

    private static Path unzip(Path file, Path scratch) throws IOException {
        var target = Files.createTempFile(scratch, "archive", ".tar");
        try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    @Override
    public byte[] named() throws IOException {
        return reference.docker() ? fromDocker() : fromIndex();
    }

    private byte[] fromIndex() throws IOException {
        var index = ImageJson.parse(document("index.json"), reference.text());
        var found = new ArrayList<String>();
        for (var each : index.path("manifests")) {
            var name = ImageJson.text(each.path("annotations"), "org.opencontainers.image.ref.name");
            if (reference.name().isEmpty()
                    || name.equals(reference.name())
                    || name.filter(full -> full.endsWith(":" + reference.name().get()))
                            .isPresent()) {
                if (reference.name().isEmpty() && index.path("manifests").size() > 1) {
                    return document("index.json");
                }
                return manifest(ImageJson.digest(each, reference.text()));
            }
            name.ifPresent(found::add);
        }
        throw notIn(found);
    }

    private byte[] fromDocker() throws IOException {
        var list = ImageJson.parse(
                ("{\"images\":" + new String(document("manifest.json"), StandardCharsets.UTF_8) + "}")
                        .getBytes(StandardCharsets.UTF_8),
                reference.text());
        var found = new ArrayList<String>();
        for (var image : list.path("images")) {
            var tags = new ArrayList<String>();
            image.path("RepoTags").forEach(tag -> tags.add(tag.asString("")));
            if (reference.name().isEmpty() || tags.contains(reference.name().get())) {
                return made(image);
            }
            found.addAll(tags);
        }
        throw notIn(found);
    }

    private TomboloException notIn(List<String> found) {
        return new TomboloException(
                ErrorCode.NOT_FOUND,
                "%s: the archive has no such image; it has: %s"
                        .formatted(reference.text(), found.isEmpty() ? "none" : String.join(", ", found)));
    }

    private byte[] made(JsonNode image) throws IOException {
        var text = new StringBuilder("{\"schemaVersion\":2,\"config\":");
        text.append(descriptor(image.path("Config").asString(""), "application/vnd.oci.image.config.v1+json"));
        text.append(",\"layers\":[");
        var layers = new ArrayList<String>();
        for (var layer : image.path("Layers")) {
            layers.add(descriptor(layer.asString(""), LAYER));
        }
        return text.append(String.join(",", layers)).append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private String descriptor(String name, String type) throws IOException {
        var entry = entry(name);
        try (var in = tar.getInputStream(entry)) {
            var digest = Sha256.of(in);
            places.put(digest, name);
            return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, entry.getSize());
        }
    }

    @Override
    public byte[] manifest(Digest digest) throws IOException {
        if (reference.docker()) {
            return fromDocker();
        }
        return document("blobs/sha256/" + digest.hex());
    }

    private byte[] document(String name) throws IOException {
        try (var in = tar.getInputStream(entry(name))) {
            return in.readNBytes(MOST_DOCUMENT);
        }
    }

    private TarArchiveEntry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw damaged("has no \"%s\" in it; is it of the other layout (oci-archive:, docker-archive:)?"
                    .formatted(Names.printable(name)));
        }
        // Docker's older layout names a layer that occurs twice by a link.
        if (entry.isSymbolicLink()) {
            var target = Path.of(name)
                    .resolveSibling(entry.getLinkName())
                    .normalize()
                    .toString();
            var real = entries.get(target);
            if (real != null && real.isFile()) {
                return real;
            }
        }
        return entry;
    }

    private TomboloException damaged(String how) {
        return new TomboloException(ErrorCode.CORRUPT, "%s: the file %s".formatted(reference.text(), how));
    }

    @Override
    public Part open(Descriptor part, long offset) throws IOException {
        if (part.size() == 0) {
            return new Part(new ByteArrayInputStream(new byte[0]), 0);
        }
        var name = places.getOrDefault(
                part.digest(), "blobs/sha256/" + part.digest().hex());
        InputStream in = tar.getInputStream(entry(name));
        in.skipNBytes(offset);
        return new Part(in, offset);
    }

    @Override
    public void close() {
        try {
            tar.close();
            if (unzipped.isPresent()) {
                Files.deleteIfExists(unzipped.get());
            }
        } catch (IOException e) {
            // read only; what is left is swept with the parts
        }
    }
}
