package org.tombolo.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The secret that this user shows to the factory. It is never printed, not even in part.
public final class Tokens {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private Tokens() {}

    /// `TOMBOLO_TOKEN`, else what the home's token file holds; empty when there is neither.
    public static Optional<String> find(Map<String, String> environment, Home home) {
        var named = environment.getOrDefault("TOMBOLO_TOKEN", "").strip();
        return named.isEmpty() ? read(home.tokenFile()) : Optional.of(usable(named, "TOMBOLO_TOKEN"));
    }

    private static Optional<String> read(Path file) {
        try {
            requirePrivate(file);
            var token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s is empty: expected a token; restart the factory (tombolo down, tombolo up) to have one made"
                                .formatted(file));
            }
            return Optional.of(usable(token, file.toString()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "cannot read the token file %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new TomboloException(
                    ErrorCode.FORBIDDEN,
                    "%s can be read or written by others (mode %s): expected rw-------; run chmod 600 %s, and if others use this machine, replace the token with tombolo tokens"
                            .formatted(file, PosixFilePermissions.toString(permissions), file));
        }
    }

    /// It goes into an HTTP header: anything else there would be an injection.
    private static String usable(String token, String where) {
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, where + ": expected one line of printable characters without blanks");
        }
        return token;
    }
}
