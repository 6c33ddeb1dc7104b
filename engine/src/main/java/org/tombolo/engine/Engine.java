package org.tombolo.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.Finding;
import org.tombolo.model.work.Provision;

/// The driver for one site. It translates and nothing else: it never decides, retries or stores. It knows only
/// attempts.
///
/// Every call blocks, has a limit of its own, may be made again with the same arguments and the same effect (idempotent
/// in the
/// attempt's id), and may be made from any thread, several at once. A site that does not answer is a
/// [org.tombolo.model.TomboloException] with `UNREACHABLE`; one that answers and cannot is `SITE_FAILED`.
public interface Engine extends AutoCloseable {
    /// What this site cannot carry out; `plan` refuses it with the reason. Does not ask the site.
    Capabilities capabilities();

    /// What the site has: hosts and what they give, limits, what works and what does not and why.
    Description describe();

    /// Hands attempts of one shape to the site. One answer for each member, in order.
    /// A member that the site has already is accepted with the handle that it has.
    List<Submitted> submit(Batch batch);

    /// Which of these the site has. An attempt that is left out is certainly not there, and will not appear later.
    List<Found> find(List<AttemptId> attempts);

    /// All our work at the site. Where the site can push, this blocks until something has changed since `since` or
    /// `wait` is over,
    /// and answers with what changed; a [Cursor#START] asks for everything.
    Observation observe(Cursor since, Duration wait);

    /// Signals, waits for the grace, kills the whole tree. Returns when the orders are at the site; the end is
    /// observed.
    void stop(List<StopOrder> orders);

    /// The attempt's end is in the journal: what is kept of its logs goes to `blobs`, all else of it leaves the site.
    /// Attempts that the site does not have are answered too: as the first time where it forgot them not long ago,
    /// else without logs. What was forgotten does not appear later: a submit that was still under way is refused.
    List<Forgotten> forget(List<AttemptId> attempts);

    /// Bytes of an attempt's output from `offset` on, at most `max`. While the attempt is at the site.
    LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max);

    /// What is at a path of a volume: the entry itself, and the names in it when it is a folder. The path is relative
    /// and may not leave the volume.
    Optional<Listing> list(VolumeId volume, String path);

    /// Bytes of a file of a volume from `offset` on, at most `max`; empty at its end.
    byte[] read(VolumeId volume, String path, long offset, int max);

    /// Makes the volume's folder, if it is not there.
    default void make(VolumeId volume, Provision provision) {
        throw unsupported("make volumes");
    }

    /// Writes a piece of a file of a volume. The file is there, whole, when the last piece has come.
    ///
    /// @param upload drawn by the caller, the same for all pieces
    default void write(
            VolumeId volume, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last) {
        throw unsupported("write files");
    }

    /// How much is in the volume's copy.
    default VolumeSize measure(VolumeId volume) {
        throw unsupported("measure volumes");
    }

    /// Tries what the site can do, and says of each thing whether it works, how, or why not. Takes seconds.
    default List<Finding> check() {
        throw unsupported("check itself");
    }

    /// Starts a command inside an attempt that runs: in its view of the files, its environment, its limits. It ends
    /// when nobody reads it any more, and with whoever runs it at the site.
    default Exec exec(AttemptId attempt, ExecOrder order) {
        throw unsupported("run commands inside of work");
    }

    /// What an attempt that runs sees at a path, which is relative to its root: links are followed inside of that.
    default Optional<Listing> list(AttemptId attempt, String path) {
        throw unsupported("show files of work that runs");
    }

    /// Bytes of a file that an attempt sees, from `offset` on, at most `max`; empty at its end.
    default byte[] read(AttemptId attempt, String path, long offset, int max) {
        throw unsupported("read files of work that runs");
    }

    /// Writes a piece of a file where an attempt sees it, as in a volume.
    default void write(
            AttemptId attempt, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last) {
        throw unsupported("write files into work that runs");
    }

    private static TomboloException unsupported(String what) {
        return new TomboloException(ErrorCode.UNSUPPORTED, "this kind of site does not %s on request".formatted(what));
    }

    /// @param size of the whole file
    record LastPiece(long size, boolean executable) {}

    /// @param limit that the file system holds it to; empty: none
    record VolumeSize(long bytes, long files, Optional<Long> limit) {}

    /// Deletes the volume's copy at this site. No error when there is none.
    void remove(VolumeId volume);

    @Override
    void close();
}
