package org.tombolo.control.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Digest;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretType;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.work.Role;

/// What people ask for. Each carries who asks and an id drawn by the client; the rest is checked by the loop.
public sealed interface Request {
    UserId by();

    /// Drawn by the client.
    String id();

    /// @param upload  the tree manifest of the files that come with it; its objects are in `blobs` already
    /// @param site    only there; empty: wherever it can run
    record StartRun(
            UserId by,
            RunId run,
            ProjectId project,
            Optional<String> name,
            SequencedMap<String, String> labels,
            WorkflowSpec workflow,
            Optional<Digest> upload,
            Optional<SiteId> site,
            SequencedMap<String, String> env,
            int priority)
            implements Request {
        public StartRun {
            labels = Ordered.copy(labels);
            env = Ordered.copy(env);
        }

        @Override
        public String id() {
            return run.value();
        }
    }

    /// Runs the workflow of a run that has ended again, with its parameters, files, labels and variables.
    ///
    /// @param of what is run again
    record Rerun(UserId by, RunId run, EndedRun of, Keep keep, Optional<String> name) implements Request {
        @Override
        public String id() {
            return run.value();
        }
    }

    /// Whose results are kept.
    enum Keep {
        /// Nobody's.
        NOTHING,
        /// Of jobs that succeeded, and whose inputs are known to be what they were: of a web page that is not known.
        UNCHANGED,
        /// Of all jobs that succeeded and wait for no job that did not.
        SUCCEEDED
    }

    /// Stops everything of a run, or one job or service of it.
    record StopRun(UserId by, String id, RunId run, Optional<String> job, Duration grace) implements Request {}

    record CreateProject(UserId by, String id, ProjectId project) implements Request {}

    record CreateUser(UserId by, String id, UserId user, boolean operator) implements Request {}

    record SetMember(UserId by, String id, ProjectId project, UserId user, Role role) implements Request {}

    record RemoveMember(UserId by, String id, ProjectId project, UserId user) implements Request {}

    /// @param sha256 of the secret, which the caller drew and shows once
    record IssueToken(
            UserId by, String id, String token, UserId user, String sha256, Optional<Instant> expires, String note)
            implements Request {}

    record RevokeToken(UserId by, String id, String token) implements Request {}

    /// Makes a persistent volume, empty.
    ///
    /// @param use  the provisioner; empty: the first that fits
    /// @param site empty: the first that has one
    record CreateVolume(
            UserId by,
            String id,
            VolumeId.OfProject volume,
            Optional<String> use,
            Optional<Long> size,
            SequencedMap<String, String> annotations,
            Optional<SiteId> site)
            implements Request {
        public CreateVolume {
            annotations = Ordered.copy(annotations);
        }
    }

    /// @param version of the sealed value, which is stored already
    record SetSecret(UserId by, String id, SecretId secret, SecretType type, String version, boolean hidden)
            implements Request {}

    record RemoveSecret(UserId by, String id, SecretId secret) implements Request {}

    /// Refused while a live run mounts it.
    record RemoveVolume(UserId by, String id, VolumeId volume) implements Request {}
}
