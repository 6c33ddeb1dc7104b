package org.tombolo.agent.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.blobs.s3.S3Client;
import org.tombolo.blobs.s3.S3Server;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.UriSpec;

/// Files of other machines: in and out. The door of this package; any thread. A call blocks until all of it is done,
/// and throws what went wrong in words for people; then nothing half is left, here or there.
public final class Remotes implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);
    private static final int AT_ONCE = 24;
    private static final int MOST_STREAMS = 32;

    private final TransferSettings settings;
    private final Clock clock;
    private final Arrivals arrivals;
    private final Departures departures;
    private final Retry retry;
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable HttpClient http;

    /// @param folder for what is under way and what is kept; made when it is needed
    /// @param boot   another one after each boot of the machine
    public Remotes(Path folder, String boot, TransferSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.retry = new Retry(settings.patience());
        var underway = folder.resolve("underway");
        try {
            Files.createDirectories(underway);
        } catch (IOException e) {
            throw Local.failed(e);
        }
        var streams = new Semaphore(MOST_STREAMS);
        arrivals = new Arrivals(underway, boot, new Cache(folder, settings.cacheBytes(), clock), retry, streams, clock);
        departures = new Departures(underway, retry, streams);
    }

    /// Brings a file, or all below a prefix, to a place of a volume.
    ///
    /// @param owner whose secret opens it: what it opened is for nobody else
    /// @param root  the volume's folder
    /// @param path  where in it
    public void in(UriSpec source, Login login, List<String> owner, Path root, String path, Trip trip)
            throws IOException, InterruptedException {
        var looked = new ArrayList<Found>();
        Workers.each(List.of(source.uri()), 1, trip, uri -> looked.addAll(files(uri, login, trip)));
        var wishes = new ArrayList<Arrivals.Wish>(looked.size());
        for (var found : looked) {
            found.size().ifPresent(trip.meter()::expect);
            var inner = found.path().isEmpty()
                    ? path
                    : path + "/" + Places.checked(found.path(), found.remote().name());
            var keys = new ArrayList<>(owner);
            keys.add(settings.s3().root());
            keys.add(source.uri());
            keys.add(found.path());
            wishes.add(new Arrivals.Wish(found, keys, source.cache(), source.cacheTtl(), Places.below(root, inner)));
        }
        Workers.each(wishes, AT_ONCE, trip, wish -> arrivals.bring(wish, trip));
    }

    /// Takes a file or folder of a volume elsewhere.
    ///
    /// @param source a real path below the root
    public void out(Path root, Path source, UriSpec destination, Login login, Trip trip)
            throws IOException, InterruptedException {
        var uri = destination.uri();
        if (!uri.startsWith("s3://")) {
            throw unsupported(uri, "results go to s3:// or file:// only");
        }
        var place = Bucket.of(uri);
        departures.send(s3(login), root, source, place.bucket(), place.key(), trip);
    }

    private record Bucket(String bucket, String key) {
        static Bucket of(String uri) {
            var rest = uri.substring("s3://".length());
            int slash = rest.indexOf('/');
            return slash < 0 ? new Bucket(rest, "") : new Bucket(rest.substring(0, slash), rest.substring(slash + 1));
        }
    }

    private List<Found> files(String uri, Login login, Trip trip) throws InterruptedException {
        int colon = uri.indexOf("://");
        return switch (uri.substring(0, Math.max(0, colon))) {
            case "http", "https" -> {
                var place = parsed(uri);
                yield one(new WebFile(new Web(http()), bare(place), login(place, login)));
            }
            case "ftp" -> {
                var place = parsed(uri);
                yield one(new FtpFile(bare(place), login(place, login)));
            }
            case "hf" -> {
                var asked = Hub.Asked.of(uri);
                var hub = new Hub(new Web(http()), settings.hub(), login);
                var found = retry.of(uri, trip, () -> hub.files(asked));
                if (found.isEmpty()) {
                    throw new TomboloException(
                            ErrorCode.NOT_FOUND, "%s: no file is named so".formatted(Names.printable(uri)));
                }
                yield found;
            }
            case "s3" -> objects(uri, s3(login), trip);
            default -> throw unsupported(uri, "files come from https, http, s3, hf, ftp and file only");
        };
    }

    private static TomboloException unsupported(String uri, String what) {
        return new TomboloException(ErrorCode.UNSUPPORTED, "\"%s\": %s".formatted(Names.printable(uri), what));
    }

    private static List<Found> one(Remote remote) {
        return List.of(new Found("", remote, OptionalLong.empty(), Optional.empty()));
    }

    /// The object of this name; all below it, when it ends with `/` or there is no such object.
    private List<Found> objects(String uri, S3Client s3, Trip trip) throws InterruptedException {
        var place = Bucket.of(uri);
        boolean folder = place.key().isEmpty() || place.key().endsWith("/");
        var exact = new BucketFile(s3, place.bucket(), place.key());
        if (!folder) {
            List<Found> listed;
            try {
                listed = list(s3, place, place.key(), trip);
            } catch (TomboloException e) {
                if (e.code() != ErrorCode.FORBIDDEN) {
                    throw e;
                }
                return one(exact); // who may not list may still read
            }
            if (listed.stream().anyMatch(each -> each.path().isEmpty())) {
                return listed.stream().filter(each -> each.path().isEmpty()).toList();
            }
        }
        var below = list(s3, place, folder ? place.key() : place.key() + "/", trip);
        if (below.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, exact.name() + ": there is no such object, and none below it");
        }
        return below;
    }

    private List<Found> list(S3Client s3, Bucket place, String prefix, Trip trip) throws InterruptedException {
        var found = new ArrayList<Found>();
        boolean exact = !prefix.isEmpty() && !prefix.endsWith("/");
        Optional<String> from = Optional.empty();
        do {
            var token = from;
            var page = retry.of("s3://" + place.bucket(), trip, () -> s3.list(place.bucket(), prefix, token));
            trip.hear();
            for (var object : page.objects()) {
                if (exact ? object.key().equals(prefix) : !object.key().endsWith("/")) {
                    found.add(new Found(
                            object.key().substring(prefix.length()),
                            new BucketFile(s3, place.bucket(), object.key()),
                            OptionalLong.of(object.size()),
                            Optional.of(object.tag()).filter(tag -> !tag.isEmpty())));
                }
            }
            from = exact ? Optional.empty() : page.next();
        } while (from.isPresent());
        return found;
    }

    private S3Client s3(Login login) {
        var site = settings.s3();
        var server = switch (login) {
            case Login.S3(var keys, var region, var endpoint) ->
                new S3Server(endpoint.map(S3Server::endpoint).or(site::endpoint), region.orElse(site.region()), keys);
            case Login.None() -> site;
            case Login.Password _, Login.Token _ ->
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "s3:// is opened by a secret of type s3; this one is of another type");
        };
        return new S3Client(http(), server, clock);
    }

    private static URI parsed(String uri) {
        try {
            return new URI(uri);
        } catch (URISyntaxException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "\"%s\": not a URI: %s"
                            .formatted(Names.printable(uri.replaceFirst("//[^/@]*@", "//")), e.getReason()),
                    e);
        }
    }

    /// A user and password in the file itself.
    private static Login login(URI uri, Login given) {
        var user = uri.getUserInfo();
        if (user == null || !(given instanceof Login.None)) {
            return given;
        }
        int colon = user.indexOf(':');
        return new Login.Password(
                colon < 0 ? user : user.substring(0, colon), colon < 0 ? "" : user.substring(colon + 1), List.of());
    }

    private static URI bare(URI uri) {
        return URI.create(uri.toString().replaceFirst("//[^/@]*@", "//").replaceFirst("#.*$", ""));
    }

    /// Made when the first transfer needs it: most agents of short work never do.
    private HttpClient http() {
        connecting.lock();
        try {
            var known = http;
            if (known == null) {
                known = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_WITHIN)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
                http = known;
            }
            return known;
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            if (http != null) {
                http.shutdownNow();
            }
        } finally {
            connecting.unlock();
        }
    }
}
