package org.tombolo.model.spec;

import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// The transfers into or out of one volume, as a node of the graph. Implied by the file, never written in it:
/// `in:VOLUME` comes before every node that mounts the volume, `out:VOLUME` after every job that does.
///
/// @param inline the file's inline contents, by the name after `file://`: they come before the uploads
public record StagingSpec(
        String volume,
        Direction direction,
        List<TransferSpec> transfers,
        List<Dependency> dependsOn,
        SequencedMap<String, String> inline)
        implements NodeSpec {
    public StagingSpec(String volume, Direction direction, List<TransferSpec> transfers, List<Dependency> dependsOn) {
        this(volume, direction, transfers, dependsOn, Ordered.none());
    }

    public StagingSpec {
        inline = Ordered.copy(inline);
        transfers = List.copyOf(transfers);
        dependsOn = List.copyOf(dependsOn);
    }

    public enum Direction {
        IN,
        OUT
    }

    @Override
    public String name() {
        return nameOf(direction, volume);
    }

    public static String nameOf(Direction direction, String volume) {
        return (direction == Direction.IN ? "in:" : "out:") + volume;
    }

    /// Whether the node fills a volume before anything mounts it.
    public static boolean isIn(NodeSpec node) {
        return node instanceof StagingSpec staging && staging.direction == Direction.IN;
    }

    @Override
    public ResourceSpec resources() {
        return ResourceSpec.NOTHING;
    }

    @Override
    public PolicySpec policy() {
        return PolicySpec.NONE;
    }

    /// Whether it takes anything from the run's upload.
    public boolean needsUpload() {
        return direction == Direction.IN
                && transfers.stream()
                        .map(transfer -> transfer.source().uri())
                        .filter(uri -> uri.startsWith("file://"))
                        .anyMatch(uri -> !inline.containsKey(uri.substring(uri.indexOf("://") + 3)));
    }
}
