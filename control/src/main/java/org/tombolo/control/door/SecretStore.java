package org.tombolo.control.door;

import org.tombolo.engine.Shape;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;

/// Where the values of secrets are kept, sealed; past the loop and the journal, which know names and versions only.
///
/// A value is stored before the journal says that it counts, and deleted after the journal says that it does not: what
/// a crash leaves between is a value that nothing leads to, and it is swept out.
public interface SecretStore {
    /// What attempts of this shape may know. `NOT_FOUND` names a secret that is not there any more, or is of another
    /// type than its place in the workflow needs; any other failure may pass.
    Secrets of(Shape shape, Factory factory);

    /// Stores a value. It counts when the loop has taken its version.
    ///
    /// @return the version, which is new
    String keep(SecretId secret, SecretValue value);

    /// Stores a value for one run: there, it stands for the user's secret of this name. The first one given stays.
    void keep(OfRun run, String name, SecretValue value);

    /// Deletes a value that does not count.
    void drop(SecretId secret, String version);

    /// Seals all values with a fresh key; answers how many.
    int renewKey();

    /// The work that a one-off secret is for. All three, so that nobody else's run of the same id is meant.
    record OfRun(ProjectId project, UserId user, RunId run) {}
}
