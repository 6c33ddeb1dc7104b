package org.tombolo.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Asks as the owner of the state folder does.
record OwnerClient(Server server, Path home) {
    byte[] get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.file().url() + path))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(home.resolve("token")).strip())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        }
    }
}
