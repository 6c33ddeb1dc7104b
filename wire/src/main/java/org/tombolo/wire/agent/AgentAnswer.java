package org.tombolo.wire.agent;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.ExecPiece;
import org.tombolo.model.work.Finding;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.LogObject;
import org.tombolo.model.work.VolumePlace;

/// What an agent answers.
public sealed interface AgentAnswer {
    /// @param facts        what works and what does not, in words
    /// @param noNamespaces why absolute paths cannot be given to an attempt; empty: they can
    /// @param noContainers why no image can be run; empty: one can, as far as that is seen without trying
    /// @param containerDevices kinds of devices that can be given to a container
    /// @param hasImage     whether work without an image gets the machine's own
    /// @param noNetworks   why no attempt can have a network of its own; empty: it can
    /// @param sockets      over how many sockets its cores lie
    /// @param numaNodes    over how many NUMA nodes its cores lie
    /// @param volumes      where volumes are made, in the order of the provisioners
    record Described(
            HostCapacity host,
            List<String> facts,
            Optional<String> noNamespaces,
            Optional<String> noContainers,
            List<String> containerDevices,
            boolean hasImage,
            Optional<String> noNetworks,
            int sockets,
            int numaNodes,
            List<VolumePlace> volumes)
            implements AgentAnswer {
        public Described {
            volumes = List.copyOf(volumes);
            facts = List.copyOf(facts);
            containerDevices = List.copyOf(containerDevices);
        }
    }

    record Checked(List<Finding> findings) implements AgentAnswer {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /// @param order  the number of its folder
    /// @param placed what it is to see at absolute paths, parents before what is below them
    /// @param image  empty: a process of the host
    record Prepared(long order, List<Placed> placed, Optional<PreparedImage> image) implements AgentAnswer {
        public Prepared {
            placed = List.copyOf(placed);
        }
    }

    /// @param source on this machine
    /// @param copy   whether each attempt gets a copy of its own
    record Placed(String source, String target, boolean readOnly, boolean copy) {}

    /// @param root   of its files, relative to the agent's folder
    /// @param user   who the attempt appears to be inside
    /// @param argv   what it starts by itself
    /// @param kept   names of the variables that its own scripts leave as they are; empty: it has no such scripts
    /// @param folder where attempts start
    /// @param env    what it sets
    record PreparedImage(
            String root,
            int user,
            int group,
            List<String> argv,
            Optional<List<String>> kept,
            String folder,
            SequencedMap<String, String> env) {
        public PreparedImage {
            argv = List.copyOf(argv);
            kept = kept.map(List::copyOf);
            env = Ordered.copy(env);
        }
    }

    /// One verdict for each member, in order.
    record Taken(List<Verdict> verdicts) implements AgentAnswer {
        public Taken {
            verdicts = List.copyOf(verdicts);
        }
    }

    sealed interface Verdict {
        AttemptId attempt();

        /// @param label what the machine calls it
        record Yes(AttemptId attempt, String label) implements Verdict {}

        record No(AttemptId attempt, String why, boolean permanent) implements Verdict {}
    }

    /// Those of the attempts asked for that are there.
    record Known(List<Verdict.Yes> found) implements AgentAnswer {
        public Known {
            found = List.copyOf(found);
        }
    }

    /// @param next     to go on from
    /// @param complete everything that is there, not only what changed
    record Changed(String next, boolean complete, List<AttemptStatus> attempts) implements AgentAnswer {
        public Changed {
            attempts = List.copyOf(attempts);
        }
    }

    record Done() implements AgentAnswer {}

    record Gone(List<Kept> kept) implements AgentAnswer {
        public Gone {
            kept = List.copyOf(kept);
        }
    }

    /// What is left of an attempt.
    record Kept(AttemptId attempt, List<LogObject> logs) {
        public Kept {
            logs = List.copyOf(logs);
        }
    }

    /// @param next      where to go on
    /// @param firstKept the first offset that is still there
    /// @param ended     nothing will follow behind `next`
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record LogBytes(byte[] bytes, long next, long firstKept, boolean ended) implements AgentAnswer {}

    record VolumeEntry(Optional<Entry> entry) implements AgentAnswer {}

    /// @param names what is in a folder; those of folders end with `/`
    record Entry(boolean folder, long size, boolean executable, List<String> names) {
        public Entry {
            names = List.copyOf(names);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record VolumeBytes(byte[] bytes) implements AgentAnswer {}

    /// @param limit that the file system holds it to
    record VolumeSize(long bytes, long files, Optional<Long> limit) implements AgentAnswer {}

    record ExecOutput(ExecPiece piece) implements AgentAnswer {}

    /// @param next up to where the input was taken
    record ExecTaken(long next) implements AgentAnswer {}

    record Failed(ErrorCode code, String message) implements AgentAnswer {}
}
