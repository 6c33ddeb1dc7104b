package org.tombolo.workflow.grammar;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.yaml.Node.Scalar;

/// One entry of `env`: `KEY=VALUE`, the value possibly a secret.
final class EnvForm implements Form<EnvEntry> {
    /// Wider than POSIX: images are steered by names such as `discovery.type`.
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,254})=(.*)", Pattern.DOTALL);

    private final Form<EnvEntry> entry = ScalarForm.text("KEY=VALUE", EnvForm::parse, EnvForm::meant);

    @Override
    public Shape shape() {
        return entry.shape();
    }

    @Override
    public Optional<EnvEntry> read(At at) {
        if (at.node() instanceof Scalar scalar && secretOf(scalar.text()).isPresent()) {
            var secret = secretOf(scalar.text()).flatMap(Secrets::parse);
            if (secret.isEmpty()) {
                return at.expected("KEY=" + Secrets.FORM.shape().expected());
            }
        }
        return entry.read(at);
    }

    private static Optional<EnvEntry> parse(String text) {
        var match = ENTRY.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var name = match.group(1);
        var value = match.group(2);
        return Optional.of(secretOf(text)
                .flatMap(Secrets::parse)
                .<EnvEntry>map(secret -> new EnvEntry.FromSecret(name, secret))
                .orElseGet(() -> new EnvEntry.Literal(name, value)));
    }

    private static Optional<String> secretOf(String text) {
        int equals = text.indexOf('=');
        return Optional.of(text.substring(equals + 1)).filter(value -> equals > 0 && value.startsWith(Secrets.SCHEME));
    }

    /// `KEY: VALUE` is how other formats write it.
    private static Optional<String> meant(String text) {
        return Optional.of(text.replaceFirst("^([A-Za-z_][A-Za-z0-9_]{0,254})\\s{0,8}[:=]\\s{0,8}", "$1="))
                .filter(it -> !it.equals(text) && it.length() < 80);
    }
}
