package org.tombolo.api.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.state.Run;
import org.tombolo.wire.run.JobCommand;

/// What a run's jobs execute, as the API shows it.
final class CommandShape {
    private CommandShape() {}

    static SequencedMap<String, JobCommand> of(Run run) {
        var commands = new LinkedHashMap<String, JobCommand>();
        for (var node : run.workflow().nodes()) {
            WorkSpec.of(node).ifPresent(work -> commands.put(node.name(), of(run, work)));
        }
        return commands;
    }

    private static JobCommand of(Run run, WorkSpec work) {
        var image = work.image().map(each -> each.uri().uri());
        return new JobCommand(
                image,
                image.flatMap(name -> Optional.ofNullable(run.images().get(name)))
                        .map(digest -> digest.value()),
                work.program() instanceof Program.Script(var text) ? Optional.of(text) : Optional.empty(),
                argv(work),
                work.cwd(),
                env(run, work),
                mounts(work));
    }

    private static List<String> argv(WorkSpec work) {
        var argv = new ArrayList<String>();
        if (work.program() instanceof Program.Command(var words)) {
            argv.addAll(words);
        }
        argv.addAll(work.args());
        return argv;
    }

    private static SequencedMap<String, String> env(Run run, WorkSpec work) {
        var env = new LinkedHashMap<>(run.env());
        for (var entry : work.env()) {
            switch (entry) {
                case EnvEntry.Literal(var name, var value) -> env.put(name, value);
                case EnvEntry.FromSecret(var name, var secret) -> env.put(name, secret.toString());
            }
        }
        return env;
    }

    private static SequencedMap<String, String> mounts(WorkSpec work) {
        var mounts = new LinkedHashMap<String, String>();
        work.mounts().forEach((path, mount) -> mounts.put(path, mount.volume() + (mount.readOnly() ? ":ro" : "")));
        return mounts;
    }
}
