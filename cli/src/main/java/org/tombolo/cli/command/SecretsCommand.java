package org.tombolo.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretType;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.secret.SecretItem;
import org.tombolo.wire.secret.SetSecret;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists, sets and removes secrets. Nothing shows a value again.
@picocli.CommandLine.Command(
        name = "tombolo secrets",
        description = "List secrets by name, set and remove them. A value goes in and never comes out again.",
        footer = {
            "",
            "Examples:",
            "  tombolo secrets set api-token                      asks for the value, and shows nothing",
            "  tombolo secrets set api-token --file token.txt",
            "  tombolo secrets set bucket --type s3 --scope project < bucket.json",
            "  tombolo secrets remove api-token",
            "",
            "A workflow names it secret://user/api-token, secret://group/bucket and so on."
        })
final class SecretsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    SecretsCommand(Session session) {
        this.session = session;
    }

    /// Whose secret it is.
    static final class Scoped {
        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "user (default): your runs; project: its runs; organization, cluster: all runs.")
        String scope = "user";

        private String word() {
            return switch (scope.toLowerCase(Locale.ROOT)) {
                case "user" -> "user";
                case "project", "group", "account" -> "project";
                case "organization" -> "organization";
                case "cluster" -> "cluster";
                default ->
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "--scope \"%s\": expected user, project, organization or cluster"
                                    .formatted(Names.printable(scope)));
            };
        }

        private String path(String project, String name) {
            return switch (word()) {
                case "project" -> Paths.of(Paths.PROJECT_SECRET, project, name);
                case "organization" -> Paths.of(Paths.ORGANIZATION_SECRET, name);
                case "cluster" -> Paths.of(Paths.CLUSTER_SECRET, name);
                default -> Paths.of(Paths.USER_SECRET, name);
            };
        }
    }

    @Override
    public Integer call() {
        return list(common, inProject);
    }

    @picocli.CommandLine.Command(description = "List secrets that your runs in the project can use.")
    int list(@Mixin Common shared, @Mixin InProject where) {
        var all = new ArrayList<>(session.factory().secrets().items());
        all.addAll(session.factory().secretsOf(session.project(where.project)).items());
        all.sort(Comparator.comparing(SecretItem::reference));
        shared.print(session.screen(), Items.all(all), () -> show(all));
        return 0;
    }

    private void show(List<SecretItem> all) {
        var table = new Table("SECRET", "TYPE", "SET", "BY");
        var now = session.clock().instant();
        all.forEach(secret -> table.row(
                secret.reference() + (secret.hidden() ? " (private)" : ""),
                secret.type(),
                Times.ago(secret.setAt(), now),
                secret.setBy()));
        session.screen().print(table);
    }

    /// What was done, for programs.
    private record Done(String secret, String scope) {}

    @picocli.CommandLine.Command(description = "Give a secret a value: from a file, standard input, or typed unseen.")
    int set(
            @Mixin Common shared,
            @Mixin InProject where,
            @Mixin Scoped scoped,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            description = "value (default), s3, http, image, map, decryption-sif or hf.",
                            defaultValue = "value")
                    String type,
            @Option(names = "--file", paramLabel = "FILE", description = "Holds the value (default: standard input).")
                    @Nullable
                    Path file,
            @Option(names = "--private", description = "Of the organization: listed for operators only.")
                    boolean hidden,
            @Parameters(paramLabel = "NAME") String name) {
        if (name.indexOf('=') >= 0) {
            throw SecretText.onCommandLine("write \"tombolo secrets set %s\" with --file FILE or standard input"
                    .formatted(Names.printable(name.substring(0, name.indexOf('=')))));
        }
        var kind = SecretText.type(type);
        var path = scoped.path(session.project(where.project), name);
        var fields = SecretText.fields(kind, text(name, kind, Optional.ofNullable(file)));
        session.factory().setSecret(path, new SetSecret(session.drawId(), SecretText.word(kind), fields, hidden));
        shared.print(
                session.screen(),
                new Done(name, scoped.word()),
                () -> session.screen().say("secret %s is set".formatted(name)));
        return 0;
    }

    private static String text(String name, SecretType type, Optional<Path> file) {
        if (file.isPresent()) {
            return SecretText.fromFile(file.get());
        }
        boolean isLine = type == SecretType.VALUE || type == SecretType.HF || type == SecretType.DECRYPTION_SIF;
        return (isLine ? SecretText.typed(name) : Optional.<String>empty())
                .orElseGet(() -> SecretText.fromInput(System.in));
    }

    @picocli.CommandLine.Command(description = "Remove a secret. Work that has it already keeps it until it ends.")
    int remove(
            @Mixin Common shared,
            @Mixin InProject where,
            @Mixin Scoped scoped,
            @Parameters(paramLabel = "NAME") String name) {
        session.factory().removeSecret(scoped.path(session.project(where.project), name), session.drawId());
        shared.print(
                session.screen(),
                new Done(name, scoped.word()),
                () -> session.screen().say("secret %s is removed".formatted(name)));
        return 0;
    }

    @picocli.CommandLine.Command(
            name = "renew-key",
            description = "Seal all secrets with a fresh key and forget the one before. For operators.")
    int renewKey(@Mixin Common shared) {
        var done = session.factory().renewSecretsKey();
        shared.print(
                session.screen(),
                done,
                () -> session.screen().say("%d values are sealed with a fresh key".formatted(done.sealed())));
        return 0;
    }
}
