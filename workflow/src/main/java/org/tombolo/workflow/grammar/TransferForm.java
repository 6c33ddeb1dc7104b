package org.tombolo.workflow.grammar;

import java.util.List;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;

/// `ingress` and `egress` of a volume.
final class TransferForm {
    private static final Key<UriSpec> FROM_ELSEWHERE =
            Key.required("source", UriForms.SOURCE, "where the bytes come from");
    private static final Key<UriSpec> INTO_VOLUME =
            Key.required("destination", UriForms.IN_VOLUME, "a file of the volume, or a folder for hf:// and uploads");
    private static final Key<UriSpec> FROM_VOLUME =
            Key.required("source", UriForms.IN_VOLUME, "a file or folder of the volume");
    private static final Key<UriSpec> TO_ELSEWHERE = Key.required("destination", UriForms.TARGET, "where the bytes go");
    private static final Key<PolicyPart> POLICY =
            Key.of("policy", PolicyForm.FORM, "timeout.execute: how long it may take");

    static final Form<List<TransferSpec>> INGRESS = Lists.of(ObjectForm.of(
            "ingress",
            List.of(FROM_ELSEWHERE, INTO_VOLUME, POLICY),
            fields -> ingress(fields, fields.of(FROM_ELSEWHERE), fields.of(INTO_VOLUME))));
    static final Form<List<TransferSpec>> EGRESS = Lists.of(ObjectForm.of(
            "egress",
            List.of(FROM_VOLUME, TO_ELSEWHERE, POLICY),
            fields -> transfer(fields, fields.of(FROM_VOLUME), fields.of(TO_ELSEWHERE))));

    private TransferForm() {}

    private static TransferSpec ingress(Fields fields, UriSpec source, UriSpec destination) {
        var scheme = source.uri().substring(0, source.uri().indexOf(':'));
        boolean mayBeFolder = scheme.equals("hf")
                || (scheme.equals("s3") && source.uri().endsWith("/"))
                || isUpload(fields.at(), source);
        if (destination.uri().equals(Locations.FILE) && !mayBeFolder) {
            fields.at(INTO_VOLUME).report("expected the name of a file in the volume, found the volume itself");
        }
        return transfer(fields, source, destination);
    }

    private static boolean isUpload(At at, UriSpec source) {
        return source.uri().startsWith(Locations.FILE)
                && !at.reading().declared().files().containsKey(source.uri().substring(Locations.FILE.length()));
    }

    private static TransferSpec transfer(Fields fields, UriSpec source, UriSpec destination) {
        var policy = fields.get(POLICY, PolicyPart.NONE);
        if (policy.retry().isPresent() || policy.restart().isPresent()) {
            fields.at(POLICY).warn("only timeout counts for a transfer");
        }
        return new TransferSpec(source, destination, policy.timeout());
    }
}
