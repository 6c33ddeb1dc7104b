package org.tombolo.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problem;
import org.tombolo.wire.Problems;

/// HTTP to one factory, blocking. Over `HttpURLConnection`: a command that asks one question takes 50 ms with it, and
/// 450 ms with `java.net.http.HttpClient`, which starts threads and TLS (measured on the same machine, AOT cache).
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_PROBLEM_BYTES = 1 << 20;

    private final URI base;
    private final Optional<String> token;
    private final Duration patience;

    /// @param patience how long an answer may be silent
    public Http(URI base, Optional<String> token, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
    }

    public URI base() {
        return base;
    }

    public byte[] get(String path) {
        return whole(open(path, Json.MEDIA_TYPE));
    }

    /// @param accept the media type that is understood
    public Answer open(String path, String accept) {
        return answer(connection("GET", path, accept));
    }

    public byte[] send(String method, String path, byte[] json) {
        var connection = connection(method, path, Json.MEDIA_TYPE);
        connection.setRequestProperty("Content-Type", Json.MEDIA_TYPE);
        return exchange(connection, json.length, out -> out.write(json));
    }

    public void delete(String path) {
        exchange(connection("DELETE", path, Json.MEDIA_TYPE), 0, _ -> {});
    }

    /// Sends bytes without holding them.
    public byte[] put(String path, long length, Body body) {
        var connection = connection("PUT", path, Json.MEDIA_TYPE);
        connection.setRequestProperty("Content-Type", "application/octet-stream");
        connection.setFixedLengthStreamingMode(length);
        connection.setDoOutput(true); // an empty file has a body too
        return exchange(connection, length, body);
    }

    private byte[] exchange(HttpURLConnection connection, long length, Body body) {
        try {
            if (length > 0) {
                connection.setDoOutput(true);
                try (var out = connection.getOutputStream()) {
                    body.writeTo(out);
                }
            }
        } catch (IOException e) {
            // The server may have refused before it read all, and closed: its answer says more than our broken pipe.
            return answered(connection, e);
        }
        return whole(answer(connection));
    }

    /// Read to its end, the connection stays open for the next question.
    private byte[] whole(Answer answer) {
        try (var body = answer.body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private byte[] answered(HttpURLConnection connection, IOException writing) {
        try {
            if (connection.getResponseCode() >= 400) {
                throw refusal(connection, connection.getResponseCode());
            }
        } catch (IOException e) {
            writing.addSuppressed(e);
        }
        throw broken(writing);
    }

    private HttpURLConnection connection(String method, String path, String accept) {
        try {
            // Never by a proxy: the token is for the factory alone.
            var connection = (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false); // a redirect would carry the token elsewhere
            connection.setUseCaches(false);
            connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
            connection.setRequestProperty("Accept", accept + ", " + Problem.MEDIA_TYPE);
            connection.setRequestProperty("User-Agent", "tombolo");
            token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
            return connection;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Answer answer(HttpURLConnection connection) {
        try {
            int status = connection.getResponseCode();
            if (status >= 400) {
                throw refusal(connection, status);
            }
            if (status < 200 || status >= 300) {
                throw new TomboloException(
                        ErrorCode.UNREACHABLE,
                        "%s answered with HTTP status %d: is it a Tombolo factory?".formatted(base, status));
            }
            return new Answer(connection.getInputStream(), connection.getContentLengthLong(), connection);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private TomboloException refusal(HttpURLConnection connection, int status) throws IOException {
        var type = Optional.ofNullable(connection.getContentType()).orElse("");
        try (var body = connection.getErrorStream()) {
            var bytes = body == null ? new byte[0] : body.readNBytes(MOST_PROBLEM_BYTES);
            return type.startsWith(Problem.MEDIA_TYPE)
                    ? Problems.exception(Json.answer(bytes, Problem.class))
                    : unexplained(status);
        }
    }

    private TomboloException unexplained(int status) {
        var code = switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 502, 503, 504 -> ErrorCode.UNREACHABLE;
            default -> status < 500 ? ErrorCode.BAD_INPUT : ErrorCode.INTERNAL;
        };
        return new TomboloException(
                code,
                "%s answered with HTTP status %d and no reason: is it a Tombolo factory?".formatted(base, status));
    }

    /// The one message for a factory that does not answer, or stops to in the middle.
    private TomboloException broken(IOException e) {
        var reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        return new TomboloException(
                ErrorCode.UNREACHABLE, "the factory at %s does not answer (%s)".formatted(base, reason), e);
    }

    /// Writes a request's body.
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /// An answer under way.
    ///
    /// @param length of the body, -1 when it is not known
    public record Answer(InputStream body, long length, HttpURLConnection connection) implements AutoCloseable {
        /// As `InputStream.read`; a connection that breaks is a factory that does not answer.
        public int read(byte[] piece) {
            try {
                return body.read(piece);
            } catch (IOException e) {
                throw new TomboloException(
                        ErrorCode.UNREACHABLE, "the factory stopped to answer (%s)".formatted(e.getMessage()), e);
            }
        }

        public byte[] readAll() {
            try {
                return body.readAllBytes();
            } catch (IOException e) {
                throw new TomboloException(
                        ErrorCode.UNREACHABLE, "the factory stopped to answer (%s)".formatted(e.getMessage()), e);
            }
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name));
        }

        /// Breaks the connection: what is left of an endless answer is not read to keep it.
        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
