package org.tombolo.model.fact;

/// One thing that happened. `apply` gets its time from the journal row. A fact, once released, is never changed or
/// removed: new meaning is a new type or a new version (`journal.Codec`).
public sealed interface Fact
        permits FactoryFounded,
                ProjectCreated,
                UserCreated,
                MemberSet,
                MemberRemoved,
                TokenIssued,
                TokenRevoked,
                SecretSet,
                SecretRemoved,
                RequestAnswered,
                RequestExpired,
                SiteJoined,
                SiteLeft,
                SiteSilent,
                SiteHeard,
                HostJoined,
                HostLeft,
                RunStarted,
                RunStopping,
                RunEnded,
                JobReleased,
                JobStopping,
                JobEnded,
                TaskDelayed,
                TaskEnded,
                VolumeKept,
                VolumeRemoved,
                VolumeRemoving,
                AttemptEvent {}
