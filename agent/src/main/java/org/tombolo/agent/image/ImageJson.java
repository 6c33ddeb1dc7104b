package org.tombolo.agent.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageConfig;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The documents of the OCI image format, and Docker's, which differ in their media types only.
final class ImageJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST_PARTS = 1000;

    private ImageJson() {}

    static JsonNode parse(byte[] json, String place) {
        try {
            var node = MAPPER.readTree(json);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw new TomboloException(ErrorCode.CORRUPT, place + " is not a JSON object");
    }

    static boolean isIndex(JsonNode document) {
        return document.path("manifests").isArray();
    }

    /// The manifest for a machine like this, out of an index.
    static Digest forMachine(JsonNode index, Platform platform, String place) {
        var found = new ArrayList<String>();
        for (var each : index.path("manifests")) {
            var offered = new Platform(
                    text(each.path("platform"), "os").orElse("linux"),
                    text(each.path("platform"), "architecture").orElse(""));
            // Without a platform there is nothing to choose; attestations call themselves "unknown".
            if (offered.equals(platform) || offered.architecture().isEmpty()) {
                return digest(each, place);
            }
            if (!offered.os().equals("unknown")) {
                found.add(offered.toString());
            }
        }
        throw otherMachine(place, String.join(", ", found), platform);
    }

    static TomboloException otherMachine(String place, String found, Platform platform) {
        return new TomboloException(
                ErrorCode.UNSUPPORTED,
                "%s is made for %s, and this machine is %s: name an image that is made for it"
                        .formatted(place, found.isEmpty() ? "no machine" : found, platform));
    }

    static Manifest manifest(JsonNode document, String place) {
        var layers = new ArrayList<Descriptor>();
        for (var layer : document.path("layers")) {
            layers.add(descriptor(layer, place));
        }
        if (!document.path("config").isObject() || layers.size() > MOST_PARTS) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "%s is no manifest of an image (schema 2): push it again with a tool of today".formatted(place));
        }
        return new Manifest(descriptor(document.path("config"), place), layers);
    }

    private static Descriptor descriptor(JsonNode node, String place) {
        long size = node.path("size").asLong(-1);
        if (size < 0) {
            throw new TomboloException(ErrorCode.CORRUPT, place + " names a part without its size");
        }
        return new Descriptor(digest(node, place), size, text(node, "mediaType").orElse(""));
    }

    static Digest digest(JsonNode node, String place) {
        try {
            return new Digest(text(node, "digest").orElse(""));
        } catch (TomboloException e) {
            throw new TomboloException(ErrorCode.CORRUPT, place + " names a part without a sha256 digest", e);
        }
    }

    static Optional<Platform> platform(JsonNode config) {
        return text(config, "architecture")
                .map(architecture -> new Platform(text(config, "os").orElse("linux"), architecture));
    }

    static ImageConfig config(JsonNode document) {
        var config = document.path("config");
        var env = new LinkedHashMap<String, String>();
        for (var entry : texts(config.path("Env"))) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                env.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return new ImageConfig(
                texts(config.path("Entrypoint")),
                texts(config.path("Cmd")),
                env,
                text(config, "WorkingDir").filter(folder -> folder.startsWith("/")),
                text(config, "User"));
    }

    /// What is known of an image that is one SIF file.
    ///
    /// @param oci    the part `config` of the OCI image that it was made of
    /// @param script what it starts, instead of what that says
    record Settings(Optional<byte[]> oci, Optional<String> script) {}

    /// A configuration for it, as an OCI image has one.
    static byte[] ofSif(Platform platform, Settings settings) {
        var config = MAPPER.createObjectNode();
        settings.oci().ifPresent(json -> config.setAll((ObjectNode) parse(json, "oci-config.json")));
        settings.script().ifPresent(path -> {
            config.putArray("Entrypoint").add(path);
            config.remove("Cmd");
        });
        var whole = MAPPER.createObjectNode();
        whole.put("architecture", platform.architecture()).put("os", platform.os());
        whole.set("config", config);
        return MAPPER.writeValueAsBytes(whole);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        for (var each : list) {
            texts.add(each.asString(""));
        }
        return texts;
    }

    static Optional<String> text(JsonNode node, String key) {
        return Optional.of(node.path(key).asString("")).filter(text -> !text.isEmpty());
    }
}
