package org.tombolo.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// One try of a task: run/job/index/try, the first try being 1. Derived from its parents, never drawn.
public record AttemptId(TaskId task, int attempt) implements Comparable<AttemptId> {
    private static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

    public AttemptId {
        if (attempt < 1) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "attempt %s/%d: tries count from 1".formatted(task, attempt));
        }
    }

    public static AttemptId of(RunId run, String job, int index, int attempt) {
        return new AttemptId(new TaskId(new JobId(run, job), index), attempt);
    }

    /// Reads what `toString` wrote.
    public static AttemptId parse(String text) {
        var parts = text.split("/", -1);
        try {
            if (parts.length == 4) {
                return of(new RunId(parts[0]), parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT, "attempt \"%s\": expected RUN/JOB/INDEX/TRY".formatted(Names.printable(text)));
    }

    public JobId job() {
        return task.job();
    }

    public RunId run() {
        return task.run();
    }

    /// A DNS label of at most 52 characters, the factory's id first: the name of Slurm jobs, pods and folders.
    /// 100 bits of SHA-256 over factory and id tell attempts apart; the job's name is there for people.
    public String label(FactoryId factory) {
        var hash = new StringBuilder(20);
        var digest = sha256(factory + ":" + this);
        for (int i = 0; i < 20; i++) {
            hash.append(BASE32.charAt(digest[i] & 31));
        }
        var prefix = factory.value() + "-" + hash + "-";
        var name = job().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        var room = Math.min(name.length(), 52 - prefix.length());
        var label = prefix + name.substring(0, Math.max(0, room));
        return label.replaceAll("-+$", "");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(AttemptId other) {
        int byTask = task.compareTo(other.task);
        return byTask != 0 ? byTask : Integer.compare(attempt, other.attempt);
    }

    /// Written out: these are the keys of the loop's tables, and a record's own is slow.
    @Override
    public int hashCode() {
        return 31 * task.hashCode() + attempt;
    }

    @Override
    public String toString() {
        return task + "/" + attempt;
    }
}
