package org.tombolo.wire.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.Provision;

/// What an agent can be asked. Each may be asked again with the same effect.
public sealed interface AgentRequest {
    record Describe() implements AgentRequest {}

    /// What others, who run it elsewhere, need to know of an attempt that was prepared for them.
    record Prepared(AttemptId attempt) implements AgentRequest {}

    /// Tries what it can do, by doing it.
    record Check() implements AgentRequest {}

    /// @param secrets apart from the order, which is written down
    record Submit(WorkOrder order, Secrets secrets) implements AgentRequest {}

    record Find(List<AttemptId> attempts) implements AgentRequest {
        public Find {
            attempts = List.copyOf(attempts);
        }
    }

    /// What changed since; answers at once when something has, else after `atMost`.
    ///
    /// @param since what the last answer said; empty asks for everything
    record Changes(String since, Duration atMost) implements AgentRequest {}

    record Stop(List<StopOne> orders) implements AgentRequest {
        public Stop {
            orders = List.copyOf(orders);
        }
    }

    /// @param grace between the polite signal and the kill
    record StopOne(AttemptId attempt, Duration grace) {}

    record Forget(List<AttemptId> attempts) implements AgentRequest {
        public Forget {
            attempts = List.copyOf(attempts);
        }
    }

    record ReadLog(AttemptId attempt, Output output, long offset, int max) implements AgentRequest {}

    enum Output {
        OUT,
        ERR,
        /// What was done before and beside its processes.
        STAGE
    }

    record ListVolume(VolumeId volume, String path) implements AgentRequest {}

    record ReadVolume(VolumeId volume, String path, long offset, int max) implements AgentRequest {}

    record RemoveVolume(VolumeId volume) implements AgentRequest {}

    record MakeVolume(VolumeId volume, Provision provision) implements AgentRequest {}

    record MeasureVolume(VolumeId volume) implements AgentRequest {}

    /// A piece of a file that comes.
    ///
    /// @param upload the same for all pieces
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record WriteVolume(VolumeId volume, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last)
            implements AgentRequest {}

    /// @param size of the whole file
    record LastPiece(long size, boolean executable) {}

    /// What an attempt that runs sees at a path, which is relative to its root.
    record ListInside(AttemptId attempt, String path) implements AgentRequest {}

    record ReadInside(AttemptId attempt, String path, long offset, int max) implements AgentRequest {}

    /// A piece of a file that comes, as with volumes.
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record WriteInside(
            AttemptId attempt, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last)
            implements AgentRequest {}

    /// Starts a command inside an attempt that runs. It ends when nobody asks for its output any more.
    record StartExec(AttemptId attempt, ExecOrder order) implements AgentRequest {}

    /// The next piece of its output, at once when there is one, else after `atMost`. What comes before `offset` is
    /// forgotten.
    record ReadExec(String exec, long offset, Duration atMost) implements AgentRequest {}

    /// Bytes for its standard input; what was taken before is not taken again.
    ///
    /// @param end nothing follows
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record WriteExec(String exec, long offset, byte[] bytes, boolean end) implements AgentRequest {}

    record ResizeExec(String exec, ExecOrder.Size size) implements AgentRequest {}

    record EndExec(String exec) implements AgentRequest {}
}
