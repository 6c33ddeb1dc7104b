package org.tombolo.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// A request's body: never more than allowed, never slower than allowed.
final class Body {
    /// A workflow file of 1 MiB, every character escaped, fits.
    static final int MOST_JSON = 8 << 20;

    /// For all of a JSON body: who sends slower holds a thread and memory for nothing.
    private static final Duration JSON_LIMIT = Duration.ofSeconds(30);

    private final ServerRequest request;

    Body(ServerRequest request) {
        this.request = request;
    }

    byte[] json() {
        var type = request.headers().contentType().map(each -> each.mediaType().text());
        if (!type.map(each -> each.toLowerCase(Locale.ROOT).equals("application/json"))
                .orElse(false)) {
            throw new Refusal(
                    415,
                    "body: expected Content-Type application/json, found %s"
                            .formatted(type.map(Names::printable).orElse("none")));
        }
        long deadline = System.nanoTime() + JSON_LIMIT.toNanos();
        try (var in = stream(MOST_JSON)) {
            var out = new ByteArrayOutputStream();
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                if (System.nanoTime() > deadline) {
                    throw new Refusal(408, "body: not whole after %d s".formatted(JSON_LIMIT.toSeconds()));
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "body: the connection broke before its end", e);
        }
    }

    InputStream stream(long most) {
        long said = request.headers().contentLength().orElse(-1);
        if (said > most) {
            throw tooLong(most);
        }
        return request.headers().contains(HeaderNames.CONTENT_LENGTH)
                        || request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                ? new Limited(request.content().inputStream(), most)
                : InputStream.nullInputStream();
    }

    private static Refusal tooLong(long most) {
        return new Refusal(413, "body: expected at most %d bytes, found more".formatted(most));
    }

    private static final class Limited extends InputStream {
        private final InputStream in;
        private final long most;
        private long left;

        Limited(InputStream in, long most) {
            this.in = in;
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = received(bytes, offset, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw tooLong(most);
            }
            return n;
        }

        /// A client that breaks off, or is silent for too long, gets no answer: there is nobody to read it.
        private int received(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
                throw new CloseConnectionException("the body broke off", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
