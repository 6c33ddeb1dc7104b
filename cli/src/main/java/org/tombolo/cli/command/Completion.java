package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What shells are told of the command line, so that they complete it.
final class Completion {
    /// What stands behind a command.
    enum Kind {
        /// Words that are known.
        WORDS,
        RUNS,
        FILES,
        NOTHING
    }

    /// @param path    `volumes create`
    /// @param words   that may follow: the commands below it, or all that its argument may be
    record Entry(String path, String summary, List<OptionSpec> options, List<String> words, Kind kind) {
        /// All names of all options.
        String names() {
            return options.stream().flatMap(option -> Stream.of(option.names())).collect(Collectors.joining(" "));
        }

        boolean isBelow() {
            return path.indexOf(' ') > 0;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    Completion(Session session) {
        for (var command : Command.values()) {
            add(command.word(), command.summary(), new CommandLine(command.with(session)));
        }
    }

    private void add(String path, String summary, CommandLine line) {
        var spec = line.getCommandSpec();
        var below = line.getSubcommands();
        var words = below.isEmpty() ? candidates(spec) : List.copyOf(below.keySet());
        entries.add(new Entry(path, summary, options(spec), words, words.isEmpty() ? kind(spec) : Kind.WORDS));
        below.forEach((word, inner) -> add(
                path + " " + word,
                String.join(" ", inner.getCommandSpec().usageMessage().description()),
                inner));
    }

    private static List<OptionSpec> options(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static List<String> candidates(CommandSpec spec) {
        var first = spec.positionalParameters();
        if (first.isEmpty() || !first.getFirst().type().isEnum()) {
            return List.of();
        }
        return Stream.of(first.getFirst().type().getEnumConstants())
                .map(each -> each.toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Kind kind(CommandSpec spec) {
        var positional = spec.positionalParameters();
        if (positional.isEmpty()) {
            return Kind.NOTHING;
        }
        var label = positional.getFirst().paramLabel();
        return switch (label) {
            case "PATH", "FILE", "FROM", "TO", "RECIPE" -> Kind.FILES;
            default -> label.startsWith("RUN") ? Kind.RUNS : Kind.NOTHING;
        };
    }

    String bash() {
        var text = new StringBuilder("""
                # Completes tombolo. In ~/.bashrc: source <(tombolo completion bash)
                _tombolo() {
                    local word=${COMP_WORDS[COMP_CWORD]} options='' words='' kind=nothing
                    COMPREPLY=()
                    if [ "$COMP_CWORD" -eq 1 ]; then
                        kind=words words='%s help'
                    else
                        case ${COMP_WORDS[1]} in
                """.formatted(commands()));
        entries.stream().filter(entry -> !entry.isBelow()).forEach(entry -> text.append(arm(entry, entry.path())));
        text.append("""
                            help) kind=words words='%s' ;;
                        esac
                        [ "$COMP_CWORD" -eq 2 ] || case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
                """.formatted(commands()));
        entries.stream().filter(Entry::isBelow).forEach(entry -> text.append(arm(entry, "'" + entry.path() + "'")));
        return text.append("""
                        esac
                    fi
                    case $word in
                        -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
                        *)
                            case $kind in
                                words) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
                                runs) COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion runs 2>/dev/null)" -- "$word")) ;;
                                files) COMPREPLY=($(compgen -f -- "$word")) ;;
                            esac
                            ;;
                    esac
                }
                complete -o filenames -F _tombolo tombolo
                """).toString();
    }

    private static String arm(Entry entry, String pattern) {
        return "            %s) kind=%s options='%s' words='%s' ;;\n"
                .formatted(
                        pattern,
                        entry.kind().name().toLowerCase(Locale.ROOT),
                        entry.names(),
                        String.join(" ", entry.words()));
    }

    private String commands() {
        return entries.stream()
                .filter(entry -> !entry.isBelow())
                .map(Entry::path)
                .collect(Collectors.joining(" "));
    }

    /// The same function: zsh understands it.
    String zsh() {
        return """
                # Completes tombolo. In ~/.zshrc, behind compinit: source <(tombolo completion zsh)
                autoload -U +X bashcompinit && bashcompinit
                """ + bash().lines().skip(1).collect(Collectors.joining("\n", "", "\n"));
    }

    String fish() {
        var text = new StringBuilder("""
                # Completes tombolo. Put it into ~/.config/fish/completions/tombolo.fish
                complete -c tombolo -f
                """);
        for (var entry : entries) {
            var path = entry.path().split(" ", -1);
            var seen = "__fish_seen_subcommand_from " + path[0];
            if (entry.isBelow()) {
                add(text, seen, "-a " + path[1] + " -d " + quoted(entry.summary()));
                seen += "; and __fish_seen_subcommand_from " + path[1];
            } else {
                add(text, "__fish_use_subcommand", "-a " + path[0] + " -d " + quoted(entry.summary()));
            }
            var where = seen;
            switch (entry.kind()) {
                case RUNS -> add(text, where, "-a '(tombolo completion runs 2>/dev/null)'");
                case FILES -> add(text, where, "-F");
                case WORDS, NOTHING -> {}
            }
            entry.options().forEach(option -> add(text, where, option(option)));
        }
        add(text, "__fish_use_subcommand", "-a help -d 'Say what a command does'");
        add(text, "__fish_seen_subcommand_from help", "-a " + quoted(commands()));
        return text.toString();
    }

    private static void add(StringBuilder text, String when, String what) {
        text.append("complete -c tombolo -n '%s' %s\n".formatted(when, what));
    }

    private static String option(OptionSpec option) {
        var words = new ArrayList<String>();
        for (var name : option.names()) {
            words.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            words.add("-r");
        }
        words.add("-d " + quoted(String.join(" ", option.description())));
        return String.join(" ", words);
    }

    private static String quoted(String text) {
        return "'" + text.replace("%n", " ").replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
