package org.tombolo.model;

/// A node of a run's graph: a job or a service (they share one name space), or `in:VOLUME`, `out:VOLUME`: its staging.
public record JobId(RunId run, String name) implements Comparable<JobId> {
    public JobId {
        Names.requireWord(
                "job", name.startsWith("in:") ? name.substring(3) : name.startsWith("out:") ? name.substring(4) : name);
    }

    @Override
    public int compareTo(JobId other) {
        int byRun = run.compareTo(other.run);
        return byRun != 0 ? byRun : name.compareTo(other.name);
    }

    /// Written out: it is part of the keys of the loop's tables, and a record's own is slow.
    @Override
    public int hashCode() {
        return 31 * run.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return run + "/" + name;
    }
}
