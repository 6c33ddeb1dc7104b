package org.tombolo.workflow.grammar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.UriSpec.Cache;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;

/// A location with what is needed to reach it: the same keys for images and both sides of transfers.
final class UriForms {
    private static final Key<SecretRef> SECRET = Key.of("secret", Secrets.FORM, "what opens it");
    private static final Key<SequencedMap<String, SecretRef>> SECRETS =
            Key.of("secrets", Lists.byName("NAME", Scalars.WORD, Secrets.FORM), "several of them, by name");
    private static final Key<SecretRef> DECRYPTION =
            Key.of("decryption-secret", Secrets.FORM, "what decrypts an encrypted image");
    private static final Key<Cache> CACHE =
            Key.of("cache", Words.of(Cache.class), "when bytes fetched before may serve again: once, changed, never");
    private static final Key<Duration> CACHE_TTL =
            Key.of("cache-ttl", Amounts.seconds(0), "seconds they are kept; 0 is 7 days");

    static final ObjectForm<UriSpec> IMAGE =
            of("image", Locations.IMAGE, "docker://NAME[:TAG], oras://, oci-archive:, docker-archive: or file://");
    static final ObjectForm<UriSpec> SOURCE =
            of("source", Locations.SOURCE, "https, http, ftp, s3, hf, or file://NAME from files: or beside this file");
    static final ObjectForm<UriSpec> TARGET =
            of("destination", Locations.TARGET, "s3, https, http, ftp, or (ours) file:///FOLDER");
    static final ObjectForm<UriSpec> IN_VOLUME = of("place", Locations.IN_VOLUME, "file://PATH in the volume");

    private UriForms() {}

    private static ObjectForm<UriSpec> of(String name, Form<String> location, String meaning) {
        Key<String> uri = Key.required("uri", location, meaning);
        return ObjectForm.of(
                name, List.of(uri, SECRET, SECRETS, DECRYPTION, CACHE, CACHE_TTL), fields -> build(fields, uri));
    }

    private static UriSpec build(Fields fields, Key<String> uri) {
        Optional<Duration> ttl = fields.find(CACHE_TTL).filter(time -> !time.isZero());
        return new UriSpec(
                fields.of(uri),
                fields.find(SECRET),
                fields.get(SECRETS, Ordered.none()),
                fields.find(DECRYPTION),
                fields.get(CACHE, Cache.CHANGED),
                ttl);
    }
}
