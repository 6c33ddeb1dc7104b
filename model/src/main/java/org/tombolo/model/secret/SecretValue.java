package org.tombolo.model.secret;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.tombolo.model.Ordered;

/// The value of a secret. It may be in memory, in the sealed rows of the factory and in the memory of the machine that
/// needs it: never in the journal, an order, a log, a message or the arguments of a process. Its text shows nothing.
public sealed interface SecretValue {
    SecretType type();

    /// The parts that must not be seen; what is left is a name or an address.
    List<String> confidential();

    record Value(String text) implements SecretValue {
        @Override
        public SecretType type() {
            return SecretType.VALUE;
        }

        @Override
        public List<String> confidential() {
            return List.of(text);
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    /// @param endpoint of a server that is not Amazon's
    record S3(
            String accessKeyId,
            String secretAccessKey,
            Optional<String> region,
            Optional<String> endpoint,
            Optional<String> sessionToken)
            implements SecretValue {
        @Override
        public SecretType type() {
            return SecretType.S3;
        }

        @Override
        public List<String> confidential() {
            return Stream.concat(Stream.of(secretAccessKey), sessionToken.stream())
                    .toList();
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    /// A user name with a password, or a token.
    ///
    /// @param trustedDomains to which it may be sent; empty: to the one that the reference stands beside
    record Http(
            Optional<String> username, Optional<String> password, Optional<String> token, List<String> trustedDomains)
            implements SecretValue {
        public Http {
            trustedDomains = List.copyOf(trustedDomains);
        }

        @Override
        public SecretType type() {
            return SecretType.HTTP;
        }

        @Override
        public List<String> confidential() {
            return Stream.concat(password.stream(), token.stream()).toList();
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    /// @param trustedDomains registries to which it may be sent; empty: to the one that the reference stands beside
    record Image(String username, String password, List<String> trustedDomains) implements SecretValue {
        public Image {
            trustedDomains = List.copyOf(trustedDomains);
        }

        @Override
        public SecretType type() {
            return SecretType.IMAGE;
        }

        @Override
        public List<String> confidential() {
            return List.of(password);
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    record MapOf(SequencedMap<String, String> entries) implements SecretValue {
        public MapOf {
            entries = Ordered.copy(entries);
        }

        @Override
        public SecretType type() {
            return SecretType.MAP;
        }

        @Override
        public List<String> confidential() {
            return List.copyOf(entries.values());
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    /// What decrypts an encrypted image: one of the two.
    record DecryptionSif(Optional<String> passphrase, Optional<String> pem) implements SecretValue {
        @Override
        public SecretType type() {
            return SecretType.DECRYPTION_SIF;
        }

        @Override
        public List<String> confidential() {
            return Stream.concat(passphrase.stream(), pem.stream()).toList();
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    /// Of the Hugging Face hub.
    record Hf(String token) implements SecretValue {
        @Override
        public SecretType type() {
            return SecretType.HF;
        }

        @Override
        public List<String> confidential() {
            return List.of(token);
        }

        @Override
        public String toString() {
            return masked(this);
        }
    }

    private static String masked(SecretValue value) {
        return "a secret of type " + value.type();
    }
}
