package org.tombolo.launch;

/// The supervisor's form inside a job of a batch scheduler.
public final class InJobScript {
    private InJobScript() {}

    public static String text() {
        return SupervisorScript.resource("injob.sh");
    }

    /// What it reads beside it for services.
    public static String service() {
        return SupervisorScript.resource("service.sh");
    }

    /// Runs a command beside what an attempt runs.
    public static String inside() {
        return SupervisorScript.resource("inside.sh");
    }
}
