package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options that `run` and `plan` share.
final class WorkOptions {
    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter's value; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Option(names = "--site", paramLabel = "SITE", description = "Only at this site (default: wherever it can run).")
    Optional<String> site = Optional.empty();
}
