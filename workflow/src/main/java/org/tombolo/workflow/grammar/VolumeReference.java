package org.tombolo.workflow.grammar;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.spec.VolumeSpec.Use;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;

/// The older way to name a volume: `volume://SCOPE/CLASS[/NAME]`.
final class VolumeReference {
    private static final Pattern REFERENCE = Pattern.compile(
            "volume://(?:user|group|account)/([A-Za-z0-9][A-Za-z0-9._-]{0,62})(?:/([A-Za-z0-9][A-Za-z0-9._-]{0,62}))?/?");

    static final Form<Use> FORM =
            ScalarForm.text("volume://user|group/CLASS[/NAME]", VolumeReference::use, VolumeReference::meant);

    private VolumeReference() {}

    /// The class becomes a provisioner, but for `ephemeral` and `persistent`, which mean what they say. A persistent
    /// volume without a name is the one of its class.
    private static Optional<Use> use(String text) {
        var match = REFERENCE.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var name = Optional.ofNullable(match.group(2));
        return Optional.of(
                switch (match.group(1)) {
                    case "ephemeral" -> new Use.Ephemeral();
                    case "persistent" -> new Use.Persistent(name.orElse("persistent"), true);
                    default -> new Use.Provisioned(match.group(1), name, true);
                });
    }

    private static Optional<String> meant(String text) {
        var fixed = text.strip()
                .replaceFirst("^volumes?:/{0,3}", "volume://")
                .replaceFirst("^volume://(users|usr)/", "volume://user/");
        return Optional.of(fixed).filter(it -> it.length() < 200 && use(it).isPresent());
    }
}
