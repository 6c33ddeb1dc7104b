package org.tombolo.launch;

import java.nio.file.Path;

/// Where the supervisor and the agent meet. It must outlive the agent, not the machine: tmpfs where that is safe.
///
/// @param root a folder of its own, mode 0700
public record StateFolder(Path root) {
    /// Format, and the id of the boot that it belongs to: `1 BOOT-ID`.
    public Path version() {
        return root.resolve("version");
    }

    /// The agent's own folder, whose state this is.
    public Path home() {
        return root.resolve("home");
    }

    /// Process id and start time of the supervisor.
    public Path supervisor() {
        return root.resolve("supervisor");
    }

    /// The supervisor's FIFO.
    public Path control() {
        return root.resolve("control");
    }

    public Path errors() {
        return root.resolve("supervisor.err");
    }

    public Path lanes() {
        return root.resolve("lanes");
    }

    /// A lane's FIFO.
    public Path lane(int number) {
        return lanes().resolve(Integer.toString(number));
    }

    /// What a lane reads before it starts: its control groups.
    public Path slot(int number) {
        return lanes().resolve(number + ".slot");
    }

    /// What a lane says when it has started: process id, start time, whether it is in its control groups.
    public Path laneUp(int number) {
        return lanes().resolve(number + ".up");
    }

    /// What happened: appended by the supervisor, one line for each event.
    public Path events() {
        return root.resolve("events");
    }

    /// Which attempt went to which lane: appended by the agent before it tells the lane.
    public Path sent() {
        return root.resolve("sent");
    }

    /// What the agent itself decided about attempts: appended.
    public Path verdicts() {
        return root.resolve("verdicts");
    }

    public Path claims() {
        return root.resolve("claims");
    }

    /// Made by whoever gets an attempt: only the maker may run it.
    public Path claim(String label) {
        return claims().resolve(label);
    }

    /// Values of secrets, as long as they are needed.
    public Path secrets() {
        return root.resolve("secrets");
    }

    /// Sourced by the launch of an order whose variables come from secrets.
    public Path environment(long order) {
        return secrets().resolve(order + ".env");
    }

    /// A pipe for each command that somebody runs inside an attempt.
    public Path execs() {
        return root.resolve("execs");
    }

    /// Programs of the machine, copied for such a command.
    public Path carried() {
        return root.resolve("carried");
    }

    /// Output that is kept in memory.
    public Path logs() {
        return root.resolve("logs");
    }
}
