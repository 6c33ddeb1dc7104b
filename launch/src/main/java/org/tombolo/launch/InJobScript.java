package org.tombolo.launch;

/// The supervisor's form inside a job of a batch scheduler.
public final class InJobScript {
    private InJobScript() {}

    public static String text() {
        return SupervisorScript.resource("injob.sh");
    }
}
