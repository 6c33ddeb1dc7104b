package org.tombolo.api.routes;

import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.blobs.Blobs;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Paths;
import org.tombolo.wire.store.Digests;

/// Objects by digest: what an upload is made of. Who knows a digest may use the object; there is no list of them, and
/// no way to read one here.
public final class BlobRoutes {
    private final Blobs blobs;
    private final long maxUpload;

    public BlobRoutes(Blobs blobs, long maxUpload) {
        this.blobs = blobs;
        this.maxUpload = maxUpload;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.POST, Paths.BLOBS_MISSING, Verb.READ, Thing.BLOBS, this::missing),
                Route.of(Method.HEAD, Paths.BLOB, Verb.READ, Thing.BLOBS, this::head),
                Route.of(Method.PUT, Paths.BLOB, Verb.CREATE, Thing.BLOBS, this::put));
    }

    private Answer missing(Call call) {
        var asked = call.body(Digests.class).digests();
        if (asked.size() > Digests.MOST) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "digests: expected at most %d at once, found %d".formatted(Digests.MOST, asked.size()));
        }
        return Answer.ok(new Digests(asked.stream()
                .map(Digest::new)
                .filter(digest -> !blobs.has(digest))
                .map(Digest::value)
                .toList()));
    }

    private Answer head(Call call) {
        var size = blobs.size(digest(call));
        var headers = new LinkedHashMap<String, String>();
        size.ifPresent(bytes -> headers.put("Tombolo-Size", bytes.toString()));
        return new Answer.Empty(size.isPresent() ? 200 : 404, headers);
    }

    private Answer put(Call call) {
        blobs.put(digest(call), call.bytes(maxUpload));
        return new Answer.Empty(204, Ordered.none());
    }

    private static Digest digest(Call call) {
        return new Digest(call.path("digest"));
    }
}
