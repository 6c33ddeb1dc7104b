package org.tombolo.agent.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tombolo.blobs.s3.S3Keys;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretValue;

/// What opens a place elsewhere. Never shown.
public sealed interface Login {
    record None() implements Login {}

    /// @param endpoint empty: the site's
    record S3(Optional<S3Keys> keys, Optional<String> region, Optional<String> endpoint) implements Login {
        @Override
        public String toString() {
            return "S3[...]";
        }
    }

    /// @param trusted hosts that may see it beside the one that is named in the file
    record Password(String user, String password, List<String> trusted) implements Login {
        public Password {
            trusted = List.copyOf(trusted);
        }

        @Override
        public String toString() {
            return "Password[...]";
        }
    }

    record Token(String token, List<String> trusted) implements Login {
        public Token {
            trusted = List.copyOf(trusted);
        }

        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /// @param name of the secret, for messages
    static Login of(SecretValue secret, String name) {
        return switch (secret) {
            case SecretValue.S3(var id, var key, var region, var endpoint, var session) ->
                new S3(Optional.of(new S3Keys(id, key, session)), region, endpoint);
            case SecretValue.Http(var user, var password, var token, var trusted) ->
                token.<Login>map(text -> new Token(text, trusted))
                        .orElseGet(() -> new Password(user.orElse(""), password.orElse(""), trusted));
            case SecretValue.Hf(var token) -> new Token(token, List.of());
            case SecretValue.Value _, SecretValue.Image _, SecretValue.MapOf _, SecretValue.DecryptionSif _ ->
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "the secret \"%s\" is of type %s, and transfers are opened by s3, http and hf"
                                .formatted(name, secret.type().name().toLowerCase(Locale.ROOT)));
        };
    }

    /// The value of an `Authorization` header.
    default Optional<String> authorization() {
        return switch (this) {
            case None(), S3 _ -> Optional.empty();
            case Password(var user, var password, var _) ->
                Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
            case Token(var token, var _) -> Optional.of("Bearer " + token);
        };
    }

    default List<String> trusted() {
        return switch (this) {
            case None(), S3 _ -> List.of();
            case Password(var _, var _, var hosts) -> hosts;
            case Token(var _, var hosts) -> hosts;
        };
    }
}
