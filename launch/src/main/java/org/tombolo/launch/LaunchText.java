package org.tombolo.launch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.Program;

/// The text that the supervisor sources in the process that becomes the attempt. It sees the supervisor's variables:
/// `S`, `H`, `label`, `order`, `W` (its scratch folder); and its function `tell`.
public final class LaunchText {
    /// What changes how a program is loaded.
    private static final Pattern LOADERS = Pattern.compile("LD_.*|GLIBC_TUNABLES|GCONV_PATH|LOCPATH|NLSPATH");

    private LaunchText() {}

    public static String of(LaunchPlan plan) {
        var start = "umask 022\n" + (plan.isolated() ? Isolation.BEFORE : "");
        if (plan.container().isPresent()) {
            return start + contained(plan, plan.container().get());
        }
        var out = new StringBuilder(start);
        if (plan.placed().isEmpty()) {
            plan.cwd()
                    .map(Shell::quote)
                    .ifPresent(cwd -> out.append("[ -d %s ] || {\n%s}\n".formatted(cwd, view(plan))));
            out.append(changeFolder(plan));
            if (!plan.secret().isEmpty()) {
                out.append("[ -r \"$S/secrets/$order.env\" ] || { tell f \"$label\" secrets; exit 125; }\n");
            }
            // Nothing of the supervisor's own is read behind this line: the job's variables may have the same names.
            out.append("set -- \"$H/orders/$order/script\" \"$S/secrets/$order.env\"\n");
            out.append(become(plan, "\"$1\"", ". \"$2\"", Optional.empty()));
        } else {
            out.append(view(plan));
        }
        return out.toString();
    }

    /// With a root of its own, in which there is what was asked for at absolute paths: a folder to start in, too.
    private static String view(LaunchPlan plan) {
        return RootView.enter(
                plan, become(plan, "/.tombolo/script", ". /.tombolo/env\nrm -f /.tombolo/env", plan.ordinary()));
    }

    /// The runtime runs in the job's environment, but for what would change the runtime itself.
    private static String contained(LaunchPlan plan, Container container) {
        var export = new StringBuilder();
        var late = new ArrayList<ContainerText.Late>();
        plan.env().forEach((name, value) -> {
            if (!Shell.canExport(name)) {
                late.add(new ContainerText.Late(Shell.quote(name), Shell.quote(value)));
                return;
            }
            boolean isLoaders = LOADERS.matcher(name).matches();
            export.append(isLoaders ? "" : "export ")
                    .append(name)
                    .append('=')
                    .append(Shell.quote(value))
                    .append('\n');
            if (isLoaders) {
                late.add(new ContainerText.Late(name, "\"$" + name + "\""));
            }
        });
        var command = command(plan, ContainerText.SCRIPT);
        var words = container
                .kept()
                .map(kept -> ImageScripts.before(kept) + " " + command)
                .orElse(command);
        return ContainerText.enter(plan, container, late, export.toString(), words);
    }

    /// Sets the environment and becomes the command.
    ///
    /// @param again who we become again, inside a view that only root could make
    private static String become(LaunchPlan plan, String script, String secrets, Optional<LaunchPlan.Ids> again) {
        var out = new StringBuilder();
        var asWords = new ArrayList<String>();
        plan.env().forEach((name, value) -> {
            if (Shell.canExport(name)) {
                out.append("export ")
                        .append(name)
                        .append('=')
                        .append(Shell.quote(value))
                        .append('\n');
            } else {
                asWords.add(Shell.quote(name + "=" + value));
            }
        });
        if (!plan.secret().isEmpty()) {
            out.append(secrets).append('\n');
        }
        return out.append("exec ")
                .append(words(plan, asWords, script, again))
                .append('\n')
                .toString();
    }

    private static String changeFolder(LaunchPlan plan) {
        if (plan.cwd().isEmpty()) {
            return "cd \"$W\" || { tell f \"$label\" scratch; exit 125; }\n";
        }
        var cwd = Shell.quote(plan.cwd().get());
        return "cd %s || { tell f \"$label\" cwd; exit 125; }\n".formatted(cwd);
    }

    private static String words(
            LaunchPlan plan, List<String> environment, String script, Optional<LaunchPlan.Ids> again) {
        var words = new ArrayList<String>();
        again.ifPresent(
                ids -> words.add("unshare --user --map-user=%d --map-group=%d --".formatted(ids.user(), ids.group())));
        if (!environment.isEmpty()) {
            words.add("env");
            words.addAll(environment);
        }
        words.add(command(plan, script));
        return String.join(" ", words);
    }

    /// The command with its arguments, as words of the shell.
    private static String command(LaunchPlan plan, String script) {
        var known = new LinkedHashSet<>(plan.env().keySet());
        known.addAll(plan.own());
        known.removeAll(plan.secret());
        var words = new ArrayList<String>();
        plan.ranks().ifPresent(ranks -> words.addAll(ranks.words()));
        switch (plan.program()) {
            case Program.Script(var text) -> {
                interpreter(text).forEach(word -> words.add(Shell.quote(word)));
                words.add(script);
                plan.args().forEach(arg -> words.add(Shell.quote(arg)));
            }
            case Program.Command(var argv) -> {
                words.add(expanded(argv, known));
                words.add(expanded(plan.args(), known));
            }
            case Program.ImageDefault() ->
                plan.container()
                        .orElseThrow(() -> new TomboloException(
                                ErrorCode.UNSUPPORTED, "a host process needs a script or a command"))
                        .argv()
                        .forEach(word -> words.add(Shell.quote(word)));
        }
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String expanded(List<String> texts, Set<String> known) {
        return texts.stream().map(text -> Shell.expand(text, known)).collect(Collectors.joining(" "));
    }

    /// A script as a file that the kernel can run.
    public static String executable(String script) {
        return script.startsWith("#!") ? script : "#!/bin/sh\n" + script;
    }

    /// What the kernel would make of the first line: the interpreter and at most one argument. Ours to read, because
    /// the script may lie on a file system that forbids to execute.
    static List<String> interpreter(String script) {
        if (!script.startsWith("#!")) {
            return List.of("/bin/sh");
        }
        int end = script.indexOf('\n');
        var line = script.substring(2, end < 0 ? script.length() : end).strip();
        if (line.isEmpty()) {
            return List.of("/bin/sh");
        }
        var parts = line.split("[ \t]+", 2);
        return List.of(parts);
    }
}
