package org.tombolo.agent;

import java.util.List;
import java.util.Optional;
import org.tombolo.agent.image.Credentials;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.UriSpec;

/// What opens an order's image, out of the values that came with it: what the workflow names for it, or the first that
/// fits of several.
///
/// @param login      whose secret opens the registry
/// @param decryption what opens the image itself
record ImageSecrets(
        Optional<SecretRef> login, Optional<Credentials> credentials, Optional<SecretValue.DecryptionSif> decryption) {
    static ImageSecrets of(UriSpec image, ImageReference reference, Secrets values) {
        var login = image.secret().or(() -> fitting(image, reference, values));
        return new ImageSecrets(login, login.map(ref -> credentials(ref, values)), decryption(image, values));
    }

    private static Credentials credentials(SecretRef ref, Secrets values) {
        if (values.find(ref).orElse(null) instanceof SecretValue.Image(var user, var password, var domains)) {
            return new Credentials(user, password, domains);
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT,
                "image.secret %s: the order came without a user name and password".formatted(ref.name()));
    }

    /// The first login that may be sent to the image's registry.
    private static Optional<SecretRef> fitting(UriSpec image, ImageReference reference, Secrets values) {
        if (!(reference instanceof ImageReference.Registry registry)) {
            return Optional.empty();
        }
        var logins = image.secrets().values().stream()
                .filter(ref -> values.find(ref).orElse(null) instanceof SecretValue.Image)
                .toList();
        var fits = logins.stream()
                .filter(ref -> credentials(ref, values).mayBeTold(registry.host()))
                .findFirst();
        if (fits.isEmpty() && !logins.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "image.secrets: expected one that is for %s, found %s, none of which has it among its trustedDomains"
                            .formatted(registry.host(), names(logins)));
        }
        return fits;
    }

    private static String names(List<SecretRef> refs) {
        return String.join(", ", refs.stream().map(SecretRef::name).toList());
    }

    private static Optional<SecretValue.DecryptionSif> decryption(UriSpec image, Secrets values) {
        if (image.decryptionSecret().isPresent()) {
            return Optional.of(values.find(image.decryptionSecret().get())
                    .filter(SecretValue.DecryptionSif.class::isInstance)
                    .map(SecretValue.DecryptionSif.class::cast)
                    .orElseThrow(() -> new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "image.decryption-secret %s: the order came without a passphrase or key"
                                    .formatted(image.decryptionSecret().get().name()))));
        }
        return image.secrets().values().stream()
                .flatMap(ref -> values.find(ref).stream())
                .filter(SecretValue.DecryptionSif.class::isInstance)
                .map(SecretValue.DecryptionSif.class::cast)
                .findFirst();
    }
}
