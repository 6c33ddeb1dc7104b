package org.tombolo.model;

/// A volume: of a run, or kept in a project. As text `run:RUN/NAME` or `project:PROJECT/NAME`.
public sealed interface VolumeId extends Comparable<VolumeId> {
    String name();

    record OfRun(RunId run, String name) implements VolumeId {
        public OfRun {
            Names.requireWord("volume", name);
        }

        @Override
        public String toString() {
            return "run:" + run + "/" + name;
        }
    }

    record OfProject(ProjectId project, String name) implements VolumeId {
        public OfProject {
            Names.requireWord("volume", name);
        }

        @Override
        public String toString() {
            return "project:" + project + "/" + name;
        }
    }

    /// Reads what `toString` wrote.
    static VolumeId parse(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon > 0 && slash > colon) {
            var owner = text.substring(colon + 1, slash);
            var name = text.substring(slash + 1);
            if (text.startsWith("run:")) {
                return new OfRun(new RunId(owner), name);
            }
            if (text.startsWith("project:")) {
                return new OfProject(new ProjectId(owner), name);
            }
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT,
                "volume \"%s\": expected run:RUN/NAME or project:PROJECT/NAME".formatted(Names.printable(text)));
    }

    @Override
    default int compareTo(VolumeId other) {
        return toString().compareTo(other.toString());
    }
}
