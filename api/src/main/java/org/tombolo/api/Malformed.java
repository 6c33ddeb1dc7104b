package org.tombolo.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problem;
import org.tombolo.wire.Problems;

/// What never became a request: bytes that are no HTTP. Answered as a problem too.
final class Malformed {
    private Malformed() {}

    static DirectHandlers handlers() {
        var all = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            all.addHandler(type, (request, event, status, headers, message) -> {
                var code = status.code() < 500 ? ErrorCode.BAD_INPUT : ErrorCode.INTERNAL;
                var detail = code == ErrorCode.BAD_INPUT
                        ? "the request is not well-formed HTTP/1.1: expected as RFC 9112 has it"
                        : "the server failed at this request, which is a defect; its log says more";
                var problem = Problems.of(code, status.code(), detail, "none", List.of());
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .keepAlive(false)
                        .entity(Json.bytes(problem))
                        .build();
            });
        }
        return all.build();
    }
}
