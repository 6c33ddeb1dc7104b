package org.tombolo.model.spec;

import java.util.List;

/// The transfers into or out of one volume, as a node of the graph. Implied by the file, never written in it:
/// `in:VOLUME` comes before every node that mounts the volume, `out:VOLUME` after every job that does.
public record StagingSpec(String volume, Direction direction, List<TransferSpec> transfers, List<Dependency> dependsOn)
        implements NodeSpec {
    public StagingSpec {
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

    @Override
    public ResourceSpec resources() {
        return ResourceSpec.NOTHING;
    }

    @Override
    public PolicySpec policy() {
        return PolicySpec.NONE;
    }
}
