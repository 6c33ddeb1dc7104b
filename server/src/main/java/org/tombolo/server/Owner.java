package org.tombolo.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tombolo.api.guard.Secrets;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.wire.factory.ServerFile;

/// Who started the factory: its first user, known by the state folder's token file.
///
/// @param sha256 of the secret in the file
record Owner(UserId user, String sha256) {
    /// Draws a secret where there is no file: whoever deletes the file gets a new one at the next start.
    static Owner of(StateFolder folder, Secrets secrets) {
        var file = folder.home().resolve(ServerFile.TOKEN);
        if (!Files.exists(file)) {
            folder.writeSecret(ServerFile.TOKEN, (secrets.draw() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new Owner(nameOfUser(), Secrets.sha256(secret(file)));
    }

    private static String secret(Path file) {
        try {
            var secret = Files.readString(file).strip();
            if (secret.length() < 32) {
                throw new TomboloException(
                        ErrorCode.CORRUPT,
                        "%s: expected a token of 32 characters or more; delete the file, and the server draws a new one"
                                .formatted(file));
            }
            return secret;
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.CORRUPT, "cannot read %s: %s".formatted(file, e), e);
        }
    }

    /// As the system calls him, where that is a name for us.
    private static UserId nameOfUser() {
        var name = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "-");
        return new UserId(Names.isWord(name) ? name : "me");
    }
}
