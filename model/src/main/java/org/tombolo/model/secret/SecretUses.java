package org.tombolo.model.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;

/// Which secrets a node of a workflow refers to, and for what.
public final class SecretUses {
    private static final List<SecretType> ANY = List.of(SecretType.values());

    private SecretUses() {}

    /// In the order of the file.
    public static List<SecretUse> of(NodeSpec node) {
        var uses = new ArrayList<SecretUse>();
        switch (node) {
            case JobSpec job -> work("jobs." + job.name(), job.work(), uses);
            case ServiceSpec service -> work("services." + service.name(), service.work(), uses);
            case StagingSpec staging -> transfers(staging, uses);
        }
        return List.copyOf(uses);
    }

    private static void work(String path, WorkSpec work, List<SecretUse> uses) {
        work.image().ifPresent(image -> uri(path + ".image", image.uri(), uses));
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var ref)) {
                uses.add(new SecretUse(path + ".env." + name, ref, List.of(SecretType.VALUE)));
            }
        }
    }

    private static void transfers(StagingSpec staging, List<SecretUse> uses) {
        var way = switch (staging.direction()) {
            case IN -> "ingress";
            case OUT -> "egress";
        };
        for (int i = 0; i < staging.transfers().size(); i++) {
            var path = "volumes.%s.%s[%d].".formatted(staging.volume(), way, i);
            uri(path + "source", staging.transfers().get(i).source(), uses);
            uri(path + "destination", staging.transfers().get(i).destination(), uses);
        }
    }

    private static void uri(String path, UriSpec uri, List<SecretUse> uses) {
        uri.secret().ifPresent(ref -> uses.add(new SecretUse(path + ".secret", ref, opening(uri.uri()))));
        uri.secrets().forEach((name, ref) -> uses.add(new SecretUse(path + ".secrets." + name, ref, ANY)));
        uri.decryptionSecret()
                .ifPresent(ref ->
                        uses.add(new SecretUse(path + ".decryption-secret", ref, List.of(SecretType.DECRYPTION_SIF))));
    }

    /// What opens a place, by the scheme of its address.
    public static List<SecretType> opening(String uri) {
        int colon = uri.indexOf(':');
        return switch (colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "docker", "oras" -> List.of(SecretType.IMAGE);
            case "s3" -> List.of(SecretType.S3);
            case "hf" -> List.of(SecretType.HF);
            case "http", "https", "ftp" -> List.of(SecretType.HTTP);
            default -> ANY;
        };
    }
}
