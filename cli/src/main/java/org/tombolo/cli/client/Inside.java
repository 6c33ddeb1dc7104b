package org.tombolo.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.ExecFrames;
import org.tombolo.wire.ExecFrames.Frame;
import org.tombolo.wire.run.ResizeExec;
import org.tombolo.wire.run.StartExec;

/// A command inside of work, its input and output connected to ours. It ends when its output is no longer read.
public final class Inside {
    private static final int PIECE = 1 << 18;

    private final FactoryClient factory;
    private final String project;
    private final String run;
    private final String exec;

    private Inside(FactoryClient factory, String project, String run, String exec) {
        this.factory = factory;
        this.project = project;
        this.run = run;
        this.exec = exec;
    }

    public static Inside start(FactoryClient factory, String project, String run, StartExec what) {
        factory.exec(project, run, what);
        return new Inside(factory, project, run, what.exec());
    }

    /// Hands on what is written until the command has ended.
    ///
    /// @return its exit code
    public int follow(InputStream in, PrintStream out, PrintStream err) {
        Thread.ofPlatform().daemon().name("exec-in").start(() -> send(in));
        try (var answer = factory.execOutput(project, run, exec)) {
            while (true) {
                var frame = ExecFrames.read(answer.body()).orElseThrow(() -> new IOException("it was closed"));
                switch (frame) {
                    case Frame.Bytes(var error, var bytes) -> write(error ? err : out, bytes);
                    case Frame.Alive() -> {}
                    case Frame.Exit(var code) -> {
                        return code;
                    }
                    case Frame.Lost(var why) -> throw lost(why);
                }
            }
        } catch (IOException e) {
            throw lost(String.valueOf(e.getMessage()));
        }
    }

    private static TomboloException lost(String why) {
        return new TomboloException(
                ErrorCode.UNREACHABLE,
                "the connection to the command broke (%s): the command is ended, the job goes on".formatted(why));
    }

    private static void write(PrintStream where, byte[] bytes) throws IOException {
        where.write(bytes, 0, bytes.length);
        if (where.checkError()) {
            throw new IOException("nobody reads our output");
        }
    }

    /// Ours ends with the process.
    private void send(InputStream in) {
        try {
            var piece = new byte[PIECE];
            long offset = 0;
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                offset = send(offset, Arrays.copyOf(piece, n));
            }
            factory.execInput(project, run, exec, offset, new byte[0], true);
        } catch (IOException | TomboloException e) {
            // The command has ended, or the connection is broken: what is read of its output says so.
        }
    }

    private long send(long offset, byte[] bytes) {
        long at = offset;
        long end = offset + bytes.length;
        while (at < end) {
            var rest = Arrays.copyOfRange(bytes, (int) (at - offset), bytes.length);
            at = factory.execInput(project, run, exec, at, rest, false);
        }
        return end;
    }

    public void resize(int columns, int rows) {
        try {
            factory.execSize(project, run, exec, new ResizeExec(columns, rows));
        } catch (TomboloException e) {
            // the next one comes, or the command has ended
        }
    }
}
