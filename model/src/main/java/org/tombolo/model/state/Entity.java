package org.tombolo.model.state;

/// What a snapshot holds, one row each. Indexes over entities are rebuilt when a snapshot is read.
public sealed interface Entity
        permits Attempt,
                Clock,
                Host,
                Job,
                Member,
                Project,
                Queues,
                Request,
                Run,
                Secret,
                Site,
                Task,
                Token,
                User,
                Volume {}
