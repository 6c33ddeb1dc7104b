package org.tombolo.cli.command;

import java.util.Locale;

/// Every command, in the order that help lists them. Only the one that is asked for is loaded.
public enum Command {
    RUN(Group.WORK, "Run a workflow and watch it"),
    CHECK(Group.WORK, "Check workflow files; needs no factory"),
    PLAN(Group.WORK, "Show what would run where, and what is in the way"),
    PS(Group.WORK, "List runs"),
    SHOW(Group.WORK, "Show a run and its jobs"),
    LOGS(Group.WORK, "Show what work wrote, or follow it"),
    WAIT(Group.WORK, "Wait until runs have ended"),
    STOP(Group.WORK, "Stop a run, or one job of it"),
    RERUN(Group.WORK, "Run a run again; what is unchanged keeps its results"),
    EXEC(Group.WORK, "Run a command inside of work that runs"),
    CONNECT(Group.WORK, "Open a terminal inside of work that runs"),
    EXPLAIN(Group.WORK, "Say why each job of a run is where it is"),
    CP(Group.WORK, "Copy files out of volumes, and into them"),
    UP(Group.FACTORY, "Start the factory on this machine"),
    DOWN(Group.FACTORY, "End the factory's server; work goes on"),
    STATUS(Group.FACTORY, "Show how the factory is and what it takes of the disk"),
    SITES(Group.FACTORY, "List the places that run work"),
    PROJECTS(Group.FACTORY, "List and create projects, set their members"),
    USERS(Group.FACTORY, "List and create users"),
    TOKENS(Group.FACTORY, "List, issue and revoke tokens"),
    VOLUMES(Group.FACTORY, "List, make, measure and remove volumes"),
    IMAGE(Group.FACTORY, "Build images that every site can use"),
    SECRETS(Group.FACTORY, "List secrets by name, set and remove them"),
    PRUNE(Group.FACTORY, "Remove stored files that nothing needs any more"),
    UPGRADE(Group.OTHER, "Rewrite a workflow file of version v1 as v4"),
    SCHEMA(Group.OTHER, "Print the JSON Schema of workflow files, for editors"),
    COMPLETION(Group.OTHER, "Let a shell complete commands, options and runs"),
    VERSION(Group.OTHER, "Say which Tombolo this is");

    /// Headings of the help.
    public enum Group {
        WORK("Work"),
        FACTORY("The factory"),
        OTHER("Other");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        public String heading() {
            return heading;
        }
    }

    private final Group group;
    private final String summary;

    Command(Group group, String summary) {
        this.group = group;
        this.summary = summary;
    }

    public Group group() {
        return group;
    }

    public String summary() {
        return summary;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether what follows its first argument is a command line of its own.
    public boolean hasCommandLine() {
        return this == EXEC || this == CONNECT;
    }

    /// What picocli runs: an object with its annotations.
    public Object with(Session session) {
        return switch (this) {
            case RUN -> new RunCommand(session);
            case CHECK -> new CheckCommand(session);
            case PLAN -> new PlanCommand(session);
            case PS -> new PsCommand(session);
            case SHOW -> new ShowCommand(session);
            case LOGS -> new LogsCommand(session);
            case WAIT -> new WaitCommand(session);
            case STOP -> new StopCommand(session);
            case RERUN -> new RerunCommand(session);
            case EXEC -> new ExecCommand(session);
            case CONNECT -> new ConnectCommand(session);
            case EXPLAIN -> new ExplainCommand(session);
            case CP -> new CpCommand(session);
            case UP -> new UpCommand(session);
            case DOWN -> new DownCommand(session);
            case STATUS -> new StatusCommand(session);
            case SITES -> new SitesCommand(session);
            case PROJECTS -> new ProjectsCommand(session);
            case USERS -> new UsersCommand(session);
            case TOKENS -> new TokensCommand(session);
            case VOLUMES -> new VolumesCommand(session);
            case SECRETS -> new SecretsCommand(session);
            case IMAGE -> new ImageCommand(session);
            case PRUNE -> new PruneCommand(session);
            case UPGRADE -> new UpgradeCommand(session);
            case SCHEMA -> new SchemaCommand(session);
            case COMPLETION -> new CompletionCommand(session);
            case VERSION -> new VersionCommand(session);
        };
    }
}
