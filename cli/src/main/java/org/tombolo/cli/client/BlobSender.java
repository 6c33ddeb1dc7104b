package org.tombolo.cli.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.tombolo.wire.store.Digests;

/// Sends what the factory does not have yet.
public final class BlobSender {
    private final FactoryClient factory;
    private final String project;
    private final Retry retry;

    public BlobSender(FactoryClient factory, String project, Consumer<String> notes) {
        this.factory = factory;
        this.project = project;
        this.retry = new Retry(factory.link(), notes);
    }

    /// @param digest of its bytes
    public record Blob(String digest, long size, Http.Body body) {}

    /// How far it is.
    public record Sent(int files, int ofFiles, long bytes, long ofBytes) {}

    /// @param each told after every file
    public void send(List<Blob> blobs, Consumer<Sent> each) throws InterruptedException {
        var missing = missing(blobs);
        long bytes = missing.stream().mapToLong(Blob::size).sum();
        long sent = 0;
        for (int i = 0; i < missing.size(); i++) {
            var blob = missing.get(i);
            retry.of(() -> {
                factory.putBlob(project, blob.digest(), blob.size(), blob.body());
                return true;
            });
            sent += blob.size();
            each.accept(new Sent(i + 1, missing.size(), sent, bytes));
        }
    }

    private List<Blob> missing(List<Blob> blobs) throws InterruptedException {
        SequencedMap<String, Blob> byDigest = new LinkedHashMap<>(); // the same bytes twice go once
        blobs.forEach(blob -> byDigest.put(blob.digest(), blob));
        var asked = List.copyOf(byDigest.keySet());
        var missing = new HashSet<String>();
        for (int from = 0; from < asked.size(); from += Digests.MOST) {
            var some = asked.subList(from, Math.min(asked.size(), from + Digests.MOST));
            missing.addAll(retry.of(() -> factory.missing(project, some)));
        }
        var left = new ArrayList<>(byDigest.values());
        left.removeIf(blob -> !missing.contains(blob.digest()));
        return left;
    }
}
