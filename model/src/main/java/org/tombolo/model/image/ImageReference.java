package org.tombolo.model.image;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.Digest;

/// Where an image is, as `image.uri` says it.
public sealed interface ImageReference {
    /// As a person would write it.
    String text();

    /// In a registry that speaks the OCI distribution protocol.
    ///
    /// @param host       with its port; `docker.io` where none was written
    /// @param repository without a tag
    /// @param tag        empty where only a digest was written
    /// @param sif        whether the image is one SIF file (`oras://`), not layers
    record Registry(String host, String repository, Optional<String> tag, Optional<Digest> digest, boolean sif)
            implements ImageReference {
        @Override
        public String text() {
            return (sif ? "oras://" : "docker://")
                    + host
                    + "/"
                    + repository
                    + tag.map(name -> ":" + name).orElse("")
                    + digest.map(name -> "@" + name).orElse("");
        }
    }

    /// A file that `podman save`, `skopeo copy` or `docker save` wrote.
    ///
    /// @param docker the older of the two layouts
    /// @param name   which of its images; empty: the only one
    record Archive(boolean docker, String path, Optional<String> name) implements ImageReference {
        @Override
        public String text() {
            return (docker ? DOCKER_ARCHIVE : OCI_ARCHIVE)
                    + path
                    + name.map(which -> ":" + which).orElse("");
        }
    }

    /// A file in the factory's own store, as `tombolo image build` puts it there.
    record Kept(Digest archive) implements ImageReference {
        @Override
        public String text() {
            return OCI_ARCHIVE + archive;
        }
    }

    /// On the machine: an unpacked root file system, or a SIF file.
    record Local(String path) implements ImageReference {
        @Override
        public String text() {
            return FILE + path;
        }
    }

    String EXPECTED =
            "docker://NAME[:TAG], oras://NAME[:TAG], oci-archive:/FILE[:NAME], docker-archive:/FILE[:NAME], or file:///FOLDER-OR-SIF";

    String OCI_ARCHIVE = "oci-archive:";
    String DOCKER_ARCHIVE = "docker-archive:";
    String FILE = "file://";

    /// The grammar of references that every registry client shares.
    Pattern REGISTRY = Pattern.compile(
            "(?<scheme>docker|oras)://(?:(?<host>(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|\\[[0-9a-f:]+]|localhost)(?::[0-9]{1,5})?|[A-Za-z0-9-]+:[0-9]{1,5})/)?"
                    + "(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
                    + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    Pattern KEPT = Pattern.compile("oci-archive:sha256:[0-9a-f]{64}");

    String DOCKER_HUB = "docker.io";

    /// Empty when it is none of the forms in `EXPECTED`.
    static Optional<ImageReference> parse(String uri) {
        if (uri.length() > 4096 || uri.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        if (KEPT.matcher(uri).matches()) {
            return Optional.of(new Kept(new Digest(uri.substring(OCI_ARCHIVE.length()))));
        }
        if (uri.startsWith(OCI_ARCHIVE)) {
            return archive(false, uri.substring(OCI_ARCHIVE.length()));
        }
        if (uri.startsWith(DOCKER_ARCHIVE)) {
            return archive(true, uri.substring(DOCKER_ARCHIVE.length()));
        }
        if (uri.startsWith(FILE)) {
            return path(uri.substring(FILE.length())).map(Local::new);
        }
        return registry(uri);
    }

    private static Optional<ImageReference> archive(boolean docker, String rest) {
        int colon = rest.indexOf(':');
        var name = colon < 0 ? Optional.<String>empty() : Optional.of(rest.substring(colon + 1));
        return path(colon < 0 ? rest : rest.substring(0, colon))
                .filter(_ -> name.filter(String::isBlank).isEmpty())
                .map(path -> new Archive(docker, path, name));
    }

    private static Optional<String> path(String text) {
        return Optional.of(text).filter(path -> path.startsWith("/") && path.length() > 1);
    }

    private static Optional<ImageReference> registry(String uri) {
        var match = REGISTRY.matcher(uri);
        if (!match.matches()) {
            return Optional.empty();
        }
        var host = Optional.ofNullable(match.group("host")).orElse(DOCKER_HUB);
        var repository = match.group("repository");
        var digest = Optional.ofNullable(match.group("digest")).map(Digest::new);
        var tag = Optional.ofNullable(match.group("tag"))
                .or(() -> digest.isPresent() ? Optional.empty() : Optional.of("latest"));
        boolean isOfficial = host.equals(DOCKER_HUB) && repository.indexOf('/') < 0;
        return Optional.of(new Registry(
                host,
                isOfficial ? "library/" + repository : repository,
                tag,
                digest,
                match.group("scheme").equals("oras")));
    }
}
