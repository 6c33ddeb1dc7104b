package org.tombolo.cli;

import java.util.ArrayList;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Nearest;
import org.tombolo.model.TomboloException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in our words.
final class Usage {
    private Usage() {}

    static TomboloException problem(ParameterException e) {
        if (e.getCause() instanceof TomboloException ours) {
            return ours;
        }
        var line = e.getCommandLine();
        var name = line.getCommandSpec().qualifiedName();
        var what = e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched(unmatched.getUnmatched().getFirst(), line)
                : String.valueOf(e.getMessage());
        return new TomboloException(
                ErrorCode.BAD_INPUT,
                "%s; see \"tombolo help %s\"".formatted(what, name.replaceFirst("^tombolo ", "")),
                e);
    }

    private static String unmatched(String word, CommandLine line) {
        var known = new ArrayList<String>();
        if (word.startsWith("-")) {
            line.getCommandSpec().options().forEach(option -> known.add(option.longestName()));
        } else {
            known.addAll(line.getSubcommands().keySet());
        }
        var bare = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        var hint =
                Nearest.to(bare, known).map("; did you mean \"%s\"?"::formatted).orElse("");
        return "%s: %s \"%s\"%s"
                .formatted(
                        line.getCommandSpec().qualifiedName(),
                        word.startsWith("-") ? "no option" : "nothing expected here, found",
                        Names.printable(word),
                        hint);
    }
}
