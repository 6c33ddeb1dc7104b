package org.tombolo.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tombolo.cli.command.Command;
import org.tombolo.cli.command.Session;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.TerminalSize;
import org.tombolo.cli.term.Terminals;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Nearest;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import picocli.CommandLine;

/// Reads the command line, runs the one command it names, turns what goes wrong into a message and an exit code.
public final class Cli {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public Cli(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /// @return the exit code
    public int run(String... args) {
        var errors = new Errors(err, asks(args, "--json"), asks(args, "--verbose"));
        try {
            return dispatch(List.of(args), errors);
        } catch (TomboloException e) {
            return errors.show(e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int dispatch(List<String> args, Errors errors) {
        var words = args.stream().dropWhile(word -> word.equals("--verbose")).toList();
        if (words.isEmpty()) {
            return help(err, 2); // no command is no success in a script
        }
        var first = words.getFirst();
        var rest = words.subList(1, words.size());
        if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
            return rest.isEmpty() ? help(out, 0) : execute(command(rest.getFirst()), List.of("--help"), errors);
        }
        if (first.equals("--version") || first.equals("-V")) {
            return execute(Command.VERSION, rest, errors);
        }
        return execute(command(first), rest, errors);
    }

    private static boolean asks(String[] args, String option) {
        return Arrays.stream(args).takeWhile(arg -> !arg.equals("--")).anyMatch(option::equals);
    }

    private Command command(String word) {
        for (var command : Command.values()) {
            if (command.word().equals(word)) {
                return command;
            }
        }
        if (word.startsWith("-")) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "\"%s\" stands before any command: expected tombolo COMMAND [OPTIONS]; see \"tombolo help\""
                            .formatted(Names.printable(word)));
        }
        var words = Arrays.stream(Command.values()).map(Command::word).toList();
        var hint = Nearest.to(word.toLowerCase(Locale.ROOT), words)
                .map("; did you mean \"%s\"?"::formatted)
                .orElse("; \"tombolo help\" lists the commands");
        throw new TomboloException(ErrorCode.BAD_INPUT, "no command \"%s\"%s".formatted(Names.printable(word), hint));
    }

    private int help(PrintStream where, int status) {
        Help.lines(paint()).forEach(where::println);
        return status;
    }

    private int execute(Command command, List<String> args, Errors errors) {
        Thread.ofPlatform().daemon().name("json").start(Json::prepare); // beside the parser of the command line
        var session = new Session(environment, screen(), Clock.systemUTC());
        var line = new CommandLine(command.with(session))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        paint().isOn() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setStopAtPositional(command.hasCommandLine())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, _, _) -> errors.show(e))
                .setParameterExceptionHandler((e, _) -> errors.show(Usage.problem(e)));
        return line.execute(args.toArray(String[]::new));
    }

    private Screen screen() {
        boolean terminal = Terminals.isOutput();
        return new Screen(out, err, terminal, paint(), new TerminalSize(terminal));
    }

    private Paint paint() {
        boolean wanted =
                Optional.ofNullable(environment.get("NO_COLOR")).orElse("").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        return new Paint(wanted && Terminals.isOutput());
    }
}
