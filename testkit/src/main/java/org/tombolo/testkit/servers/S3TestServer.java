package org.tombolo.testkit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// S3Proxy over a folder, on loopback: a real S3 server, signatures, parts, conditions and all. It can be stopped and
/// started again on its port.
public final class S3TestServer implements AutoCloseable {
    public static final String ACCESS_KEY = "tester";
    public static final String SECRET_KEY = "the-tester's-secret";

    private static final Pattern HALF_WRITTEN = Pattern.compile("-\\d+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private final Path folder;
    private final int port;
    private S3Proxy running;

    public S3TestServer(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        running = started();
    }

    /// Serves a folder, with a bucket `bench`, until it is killed; says where.
    public static void main(String[] args) throws IOException {
        var server = new S3TestServer(Path.of(args[0]));
        server.makeBucket("bench");
        System.out.println(server.endpoint());
    }

    private S3Proxy started() {
        var fresh = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create(endpoint()))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .v4MaxNonChunkedRequestSize(128L << 20)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            fresh.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
        return fresh;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// A bucket is a folder.
    public void makeBucket(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
    }

    /// Where an object's bytes are.
    public Path object(String bucket, String key) {
        return folder.resolve(bucket).resolve(key);
    }

    /// Objects of a bucket, uploads in parts that nobody completed, and their parts; without what the server itself is
    /// writing, or deleting, of a request that broke off.
    public List<String> files(String bucket) throws IOException {
        var found = new ArrayList<String>();
        var root = folder.resolve(bucket);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var name = root.relativize(file).toString();
                if (!HALF_WRITTEN.matcher(name).find()) {
                    found.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    public void stop() {
        try {
            running.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }

    public void startAgain() {
        running = started();
    }

    @Override
    public void close() {
        stop();
    }
}
