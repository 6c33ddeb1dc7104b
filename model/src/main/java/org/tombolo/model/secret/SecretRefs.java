package org.tombolo.model.secret;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;

/// Which secrets a node of a workflow refers to.
public final class SecretRefs {
    private SecretRefs() {}

    /// In the order of the file, each once.
    public static SequencedSet<SecretRef> of(NodeSpec node) {
        var refs = new LinkedHashSet<SecretRef>();
        switch (node) {
            case JobSpec job -> work(job.work(), refs);
            case ServiceSpec service -> work(service.work(), refs);
            case StagingSpec staging ->
                staging.transfers()
                        .forEach(transfer -> List.of(transfer.source(), transfer.destination())
                                .forEach(uri -> uri(uri, refs)));
        }
        return Collections.unmodifiableSequencedSet(refs);
    }

    private static void work(WorkSpec work, SequencedSet<SecretRef> refs) {
        work.image().ifPresent(image -> uri(image.uri(), refs));
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var _, var secret)) {
                refs.add(secret);
            }
        }
    }

    private static void uri(UriSpec uri, SequencedSet<SecretRef> refs) {
        uri.secret().ifPresent(refs::add);
        refs.addAll(uri.secrets().values());
        uri.decryptionSecret().ifPresent(refs::add);
    }
}
