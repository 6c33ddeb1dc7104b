package org.tombolo.agent;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http2.Http2Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks a service by `grpc.health.v1.Health/Check` whether it serves: one message of one field each way, over HTTP/2
/// without TLS.
final class GrpcHealth {
    private static final HeaderName TE = HeaderNames.create("te");
    /// Of the field `service`: number 1, bytes with their length before them.
    private static final int SERVICE = (1 << 3) | 2;
    /// Of the field `status`: number 1, an integer; and its value SERVING.
    private static final byte[] SERVING = {1 << 3, 1};
    /// Whether the message is compressed, and its length.
    private static final int PREFIX = 5;

    private static final int MOST = 1 << 10;

    private GrpcHealth() {}

    /// @param service which one; empty: all that is behind the port
    static boolean serves(int port, String service, Duration limit) throws IOException {
        var client = Http2Client.builder()
                .baseUri("http://127.0.0.1:" + port)
                .shareConnectionCache(false)
                .connectTimeout(limit)
                .readTimeout(limit)
                .protocolConfig(protocol -> protocol.priorKnowledge(true))
                .build();
        try (var response = client.post("/grpc.health.v1.Health/Check")
                .header(HeaderNames.CONTENT_TYPE, "application/grpc")
                .header(TE, "trailers")
                .submit(question(service))) {
            // An error comes without a message.
            if (!response.entity().hasEntity()) {
                return false;
            }
            var answer = response.inputStream().readNBytes(MOST);
            return answer.length >= PREFIX + SERVING.length
                    && answer[0] == 0
                    && answer[PREFIX] == SERVING[0]
                    && answer[PREFIX + 1] == SERVING[1];
        } catch (RuntimeException e) {
            // The library has many for a server that speaks something else, is silent, or breaks off; and one for us.
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("no answer", e);
        } finally {
            client.closeResource();
        }
    }

    private static byte[] question(String service) {
        var message = new ByteArrayOutputStream();
        var name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0) {
            message.write(SERVICE);
            int rest = name.length;
            while (rest > 0x7f) {
                message.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            message.write(rest);
            message.writeBytes(name);
        }
        return ByteBuffer.allocate(PREFIX + message.size())
                .put((byte) 0)
                .putInt(message.size())
                .put(message.toByteArray())
                .array();
    }
}
