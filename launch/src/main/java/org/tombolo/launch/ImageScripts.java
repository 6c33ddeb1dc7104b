package org.tombolo.launch;

import java.util.List;

/// What an image that Apptainer built has to say about its environment: scripts, read before the command starts. Those
/// of Apptainer itself are left out.
final class ImageScripts {
    private static final String READ = """
            for tombolo in /.singularity.d/env/10-*.sh /.singularity.d/env/9[01]-*.sh; do
                [ ! -r "$tombolo" ] || . "$tombolo"
            done
            """;

    private ImageScripts() {}

    /// Words of the shell before those of the command.
    ///
    /// @param kept names of variables that stay as they are
    static String before(List<String> kept) {
        var save = new StringBuilder();
        var restore = new StringBuilder();
        int number = 0;
        for (var name : kept.stream().filter(Shell::canExport).toList()) {
            save.append("tombolo_%d=${%s-}\n".formatted(number, name));
            restore.append("export %s=\"$tombolo_%d\"\n".formatted(name, number++));
        }
        return "/bin/sh -c " + Shell.quote(save + READ + restore + "exec \"$@\"\n") + " sh";
    }
}
