package org.tombolo.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.tombolo.cli.home.ProgramVersion;

/// The entry of `./tombolo`. Answers `version` by itself, before any parser is loaded: that is what scripts ask most.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var out = stream(FileDescriptor.out);
        if (args.length == 1 && isVersion(args[0])) {
            out.println("tombolo " + ProgramVersion.text());
            out.flush();
            Training.rehearse(out);
            return;
        }
        int status = new Cli(System.getenv(), out, stream(FileDescriptor.err)).run(args);
        System.exit(status);
    }

    private static boolean isVersion(String argument) {
        return argument.equals("version") || argument.equals("--version") || argument.equals("-V");
    }

    /// UTF-8 whatever the locale says: names come from files, not from it.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13), false, StandardCharsets.UTF_8);
    }
}
