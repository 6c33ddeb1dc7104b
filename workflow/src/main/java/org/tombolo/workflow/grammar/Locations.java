package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.Nearest;
import org.tombolo.model.image.ImageReference;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.yaml.Node.Scalar;

/// Where images and transferred bytes are, as URIs.
final class Locations {
    static final String FILE = "file://";
    private static final Pattern URI = Pattern.compile("([a-z][a-z0-9+]{0,15})://(\\S{1,4096})");
    private static final Pattern HOST_AND_PATH =
            Pattern.compile("(?:[^/@]{1,512}@)?[A-Za-z0-9._\\[\\]:-]{1,300}(?:[/?#]\\S*)?");
    private static final Pattern TWO_PARTS = Pattern.compile("[A-Za-z0-9._-]{1,128}/[^/\\s][^\\s]*");
    private static final List<String> IMAGES = List.of("docker", "oras", "oci-archive", "docker-archive");
    private static final List<String> SOURCES = List.of("https", "http", "ftp", "s3", "hf");
    private static final List<String> TARGETS = List.of("s3", "https", "http", "ftp");

    static final Form<String> IMAGE = ScalarForm.text(
            ImageReference.EXPECTED,
            text -> ImageReference.parse(text.strip()).map(_ -> text.strip()),
            Locations::imageMeant);

    /// The volume's side of a transfer: always as `file://RELATIVE`, which is `file://` for the volume itself.
    static final Form<String> IN_VOLUME = ScalarForm.text(
            "file://PATH in the volume, without \"..\"",
            Locations::inVolume,
            text -> schemeMeant(text, List.of("file")));

    static final Form<String> SOURCE = new Source();

    /// Where results go: object storage, a server, or (ours) a folder of the factory's machine.
    static final Form<String> TARGET = ScalarForm.text(
            "s3://, https://, http://, ftp:// or file:///FOLDER",
            text -> text.strip().startsWith(FILE + "/") ? folder(text) : remote(text, TARGETS),
            text -> schemeMeant(text, List.of("s3", "https", "http", "ftp", "file")));

    private Locations() {}

    /// What comes in: from elsewhere, or from beside the workflow file.
    private static final class Source implements Form<String> {
        private final Form<String> remote = ScalarForm.text(
                "https://, http://, ftp://, s3://, hf:// or file://NAME",
                text -> remote(text, SOURCES),
                text -> schemeMeant(text, List.of("https", "http", "ftp", "s3", "hf", "file")));

        @Override
        public Shape shape() {
            return remote.shape();
        }

        @Override
        public Optional<String> read(At at) {
            if (at.node() instanceof Scalar scalar && scalar.text().strip().startsWith(FILE)) {
                return BesideFile.name(at, scalar.text().strip().substring(FILE.length()))
                        .map(FILE::concat);
            }
            return remote.read(at);
        }
    }

    private static Optional<String> remote(String text, List<String> schemes) {
        var match = URI.matcher(text.strip());
        if (!match.matches() || Scalars.line(text).isEmpty() || !schemes.contains(match.group(1))) {
            return Optional.empty();
        }
        var rest = switch (match.group(1)) {
            case "s3", "hf" -> TWO_PARTS;
            default -> HOST_AND_PATH;
        };
        return rest.matcher(match.group(2)).matches() ? Optional.of(text.strip()) : Optional.empty();
    }

    private static Optional<String> inVolume(String text) {
        return Scalars.line(text)
                .filter(line -> line.startsWith(FILE))
                .flatMap(line -> RelativePath.normalised(line.substring(FILE.length())))
                .map(FILE::concat);
    }

    private static Optional<String> folder(String text) {
        return Scalars.line(text)
                .flatMap(line -> AbsolutePath.normalised(line.substring(FILE.length())))
                .map(FILE::concat);
    }

    private static Optional<String> imageMeant(String text) {
        boolean hasNoScheme = !text.contains("://") && text.matches("[a-z0-9][A-Za-z0-9._/:@-]{0,255}");
        return hasNoScheme ? Optional.of("docker://" + text) : schemeMeant(text, IMAGES);
    }

    private static Optional<String> schemeMeant(String text, List<String> schemes) {
        int colon = text.indexOf(':');
        if (colon <= 0 || schemes.contains(text.substring(0, colon))) {
            return Optional.empty();
        }
        return Nearest.to(text.substring(0, colon), schemes)
                .map(scheme -> scheme + "://" + text.substring(colon + 1).replaceAll("^/+", ""));
    }
}
