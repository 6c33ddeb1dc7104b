package org.tombolo.api.guard;

/// What a route is about. Those of a project are in it, and seen by its members only.
public enum Thing {
    HEALTH(false),
    FACTORY(false),
    SITES(false),
    USERS(false),
    TOKENS(false),
    /// Those of the user who asks, and the names of those that everybody may use.
    SECRETS(false),
    /// Those of the organization and of the cluster.
    FACTORY_SECRETS(false),
    PROJECTS(false),
    MEMBERS(true),
    RUNS(true),
    LOGS(true),
    /// Commands inside of work that runs.
    EXECS(true),
    VOLUMES(true),
    PROJECT_SECRETS(true),
    BLOBS(true);

    private final boolean ofProject;

    Thing(boolean ofProject) {
        this.ofProject = ofProject;
    }

    public boolean isOfProject() {
        return ofProject;
    }
}
