package org.tombolo.launch;

import java.nio.file.Path;

/// What an agent keeps on disk.
public record HomeFolder(Path root) {
    /// One folder for each order: the order itself, its launch text and script.
    public Path orders() {
        return root.resolve("orders");
    }

    public Path order(long number) {
        return orders().resolve(Long.toString(number));
    }

    /// Sourced by the supervisor in the process that becomes the attempt.
    public Path launch(long order) {
        return order(order).resolve("launch");
    }

    public Path script(long order) {
        return order(order).resolve("script");
    }

    /// What others need to know who run it elsewhere, in an image.
    public Path prepared(long order) {
        return order(order).resolve("prepared.json");
    }

    /// What is laid over the order's image before an attempt writes anything.
    public Path skeleton(long order) {
        return order(order).resolve("root");
    }

    /// Container images.
    public Path images() {
        return root.resolve("images");
    }

    /// Contents of `files:` that stand in the workflow file, numbered.
    public Path files(long order) {
        return order(order).resolve("files");
    }

    /// Working folders, one for each attempt.
    public Path scratch() {
        return root.resolve("scratch");
    }

    /// That of one attempt; in control groups only when it left something in its lane's.
    public Path scratch(String label) {
        return scratch().resolve(label);
    }

    /// The files of one attempt that it sees at absolute paths.
    public Path copies(String label) {
        return scratch().resolve(label + ".files");
    }

    /// What one attempt in a container writes over its image.
    public Path layer(String label) {
        return scratch().resolve(label + ".root");
    }

    /// That of a lane in control groups: its attempts use it one after the other, as long as they leave it empty.
    ///
    /// @param pid  of the lane's shell
    /// @param born its start time
    public Path room(int lane, long pid, long born) {
        return scratch().resolve("lane.%d.%d.%d".formatted(lane, pid, born));
    }

    /// Output that goes to disk.
    public Path logs() {
        return root.resolve("logs");
    }

    /// Trees of uploaded files, by digest.
    public Path uploads() {
        return root.resolve("uploads");
    }

    /// What transfers keep and what is under way.
    public Path transfers() {
        return root.resolve("transfers");
    }

    public Path volumes() {
        return root.resolve("volumes");
    }

    /// An empty folder over which attempts with absolute paths mount their own root.
    public Path rootView() {
        return root.resolve("root");
    }

    public Path programs() {
        return root.resolve("bin");
    }
}
