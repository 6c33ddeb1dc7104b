package org.tombolo.control.state;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedCollection;
import org.tombolo.model.RunId;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.state.Run;

/// A run that has not ended, with its graph.
public final class LiveRun {
    private Run run;
    private final LinkedHashMap<String, LiveJob> jobs = new LinkedHashMap<>();
    private final LinkedHashMap<String, NodeSpec> specs = new LinkedHashMap<>();
    private int open;
    private long changed;

    LiveRun(Run run) {
        this.run = run;
        for (var node : run.workflow().nodes()) {
            specs.put(node.name(), node);
        }
    }

    public Run run() {
        return run;
    }

    public RunId id() {
        return run.id();
    }

    /// In the order of the graph.
    public SequencedCollection<LiveJob> jobs() {
        return jobs.sequencedValues();
    }

    public Optional<LiveJob> job(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /// How many nodes have not ended.
    public int open() {
        return open;
    }

    /// The journal's seq of the last fact about it that this process wrote.
    public long changed() {
        return changed;
    }

    public void changed(long seq) {
        this.changed = seq;
    }

    NodeSpec spec(String name) {
        var spec = specs.get(name);
        if (spec == null) {
            throw new IllegalStateException("run " + id() + " has no node " + name);
        }
        return spec;
    }

    void run(Run next) {
        this.run = next;
    }

    void put(LiveJob job) {
        jobs.put(job.id().name(), job);
    }

    void open(int delta) {
        open += delta;
    }
}
