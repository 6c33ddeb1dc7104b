package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// What is laid over an image before an attempt writes anything: the folders and files that others are mounted on, and
/// those of `/etc` that are ours. So every runtime finds the same, and none has to make anything by itself.
final class Skeleton {
    private static final int FOLDER = 0755;
    private static final int FILE = 0644;

    private final Path image;
    private final InRoot inImage;
    private final Path layer;

    Skeleton(Path image, Path layer) {
        this.image = image;
        this.inImage = new InRoot(image);
        this.layer = layer;
    }

    /// Makes sure that there is a folder, or a file, at this path of the container. Answers the path without links.
    String place(String path, boolean isFolder) throws IOException {
        var place = inImage.real(path);
        var inside = inImage.inside(place);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            if (InRoot.isFolder(place) != isFolder) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "\"%s\" is a %s in the image, and a %s is to be there"
                                .formatted(path, isFolder ? "file" : "folder", isFolder ? "folder" : "file"));
            }
            return inside;
        }
        var target = layer.resolve(inside.substring(1));
        if (isFolder) {
            folder(place);
        } else if (!Files.exists(target)) {
            folder(parent(place));
            Files.createFile(target);
            Files.setAttribute(target, "unix:mode", FILE);
        }
        return inside;
    }

    /// A file of ours, whatever the image has there.
    void write(String folder, String name, String text) throws IOException {
        var place = inImage.real(folder);
        folder(place);
        var target = layer.resolve(image.relativize(place).toString()).resolve(name);
        Files.writeString(target, text);
        Files.setAttribute(target, "unix:mode", FILE);
    }

    /// The folder in our layer, as the image has it.
    private void folder(Path place) throws IOException {
        var target = layer.resolve(image.relativize(place).toString());
        if (!Files.isDirectory(target)) {
            folder(parent(place));
            Files.createDirectory(target);
            int mode = InRoot.isFolder(place) ? (int) Files.getAttribute(place, "unix:mode") & 07777 : FOLDER;
            Files.setAttribute(target, "unix:mode", mode);
        }
    }

    private Path parent(Path place) {
        var parent = place.getParent();
        return parent == null || place.equals(image) ? image : parent;
    }
}
