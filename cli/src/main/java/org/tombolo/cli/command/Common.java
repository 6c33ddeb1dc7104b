package org.tombolo.cli.command;

import org.tombolo.cli.term.Screen;
import org.tombolo.wire.Json;
import picocli.CommandLine.Option;

/// Options that every command has.
public final class Common {
    @Option(names = "--json", description = "Print JSON, for programs.")
    boolean json;

    @Option(names = "--verbose", description = "Say more when something goes wrong.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /// Prints the answer as JSON, or lets `people` print it.
    void print(Screen screen, Object answer, Runnable people) {
        if (json) {
            screen.say(Json.pretty(answer));
        } else {
            people.run();
        }
    }
}
