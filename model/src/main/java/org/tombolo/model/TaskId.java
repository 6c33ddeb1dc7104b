package org.tombolo.model;

/// One element of a job's array (its index as the file counts it), or one replica of a service. A plain job has index
/// 0.
public record TaskId(JobId job, int index) implements Comparable<TaskId> {
    @Override
    public int compareTo(TaskId other) {
        int byJob = job.compareTo(other.job);
        return byJob != 0 ? byJob : Integer.compare(index, other.index);
    }

    public RunId run() {
        return job.run();
    }

    /// Written out: these are the keys of the loop's tables, and a record's own is slow.
    @Override
    public int hashCode() {
        return 31 * job.hashCode() + index;
    }

    @Override
    public String toString() {
        return job + "/" + index;
    }
}
