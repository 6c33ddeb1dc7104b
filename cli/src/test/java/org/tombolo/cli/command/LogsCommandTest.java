package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.FakeFactory;
import org.tombolo.cli.Samples;
import org.tombolo.cli.Typed;
import org.tombolo.model.ErrorCode;

final class LogsCommandTest {
    private static final String RUN = "/api/v1/projects/default/runs/r1";

    @TempDir
    Path home;

    private static FakeFactory factory() {
        return new FakeFactory()
                .onGet(
                        RUN,
                        Samples.run("r1", "running", 5, Samples.job("train", "running"), Samples.job("b", "waiting")));
    }

    private static void piece(HttpExchange exchange, int attempt, long offset, String text) throws IOException {
        exchange.getResponseHeaders().set("Tombolo-Attempt", "r1/train/0/" + attempt);
        exchange.getResponseHeaders().set("Tombolo-Offset", String.valueOf(offset));
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static boolean asks(HttpExchange exchange, String pair) {
        return ("&" + exchange.getRequestURI().getQuery() + "&").contains("&" + pair + "&");
    }

    @Test
    void keepsOutputAndErrorsApart() {
        try (var factory = factory()
                .on(
                        "GET",
                        RUN + "/logs",
                        exchange -> piece(
                                exchange, 1, 0, asks(exchange, "stream=out") ? "loss 3.1\n" : "warning: cold\n"))) {
            var typed = Typed.at(factory, home, "logs", "r1", "train");
            assertThat(typed.out()).isEqualTo("loss 3.1\n");
            assertThat(typed.err()).isEqualTo("warning: cold\n");
            assertThat(typed.status()).isZero();
        }
    }

    @Test
    void putsTheJobsNameBeforeEachLineOfSeveral() {
        try (var factory = factory().on("GET", RUN + "/logs", exchange -> {
            if (asks(exchange, "job=b")) {
                FakeFactory.problem(exchange, ErrorCode.NOT_FOUND, "no attempt yet");
            } else {
                piece(exchange, 1, 0, "one\ntwo");
            }
        })) {
            var typed = Typed.at(factory, home, "logs", "r1", "--out");
            assertThat(typed.out()).isEqualTo("train | one\ntrain | two\n");
        }
    }

    @Test
    void goesOnAtTheByteWhereTheConnectionBroke() {
        var calls = new AtomicInteger();
        try (var factory = factory().on("GET", RUN + "/logs", exchange -> {
            if (asks(exchange, "try=2")) {
                FakeFactory.problem(exchange, ErrorCode.NOT_FOUND, "no second try");
            } else if (calls.incrementAndGet() == 1) {
                exchange.getResponseHeaders().set("Tombolo-Attempt", "r1/train/0/1");
                exchange.getResponseHeaders().set("Tombolo-Offset", "0");
                exchange.sendResponseHeaders(200, 100); // promises more than comes
                exchange.getResponseBody().write("half of a li".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new IOException("the server dies");
            } else {
                piece(exchange, 1, 12, "ne\n");
            }
        })) {
            var typed = Typed.at(factory, home, "logs", "-f", "r1", "train", "--out");
            assertThat(typed.out()).isEqualTo("half of a line\n");
            assertThat(factory.requests())
                    .extracting(FakeFactory.Request::query)
                    .contains("job=train&index=0&stream=out&try=1&offset=12&follow=true");
        }
    }

    @Test
    void followsTheNextTry() {
        try (var factory = factory().on("GET", RUN + "/logs", exchange -> {
            if (asks(exchange, "try=3")) {
                FakeFactory.problem(exchange, ErrorCode.NOT_FOUND, "no third try");
            } else if (asks(exchange, "try=2")) {
                piece(exchange, 2, 0, "second\n");
            } else {
                piece(exchange, 1, 0, "first\n");
            }
        })) {
            var typed = Typed.at(factory, home, "logs", "-f", "r1", "train", "--out");
            assertThat(typed.out()).isEqualTo("first\nsecond\n");
            assertThat(typed.err()).contains("train: try 2");
        }
    }

    @Test
    void saysWhyThereIsNothing() {
        try (var factory = factory().refuse("GET", RUN + "/logs", ErrorCode.NOT_FOUND, "no attempt yet")) {
            var typed = Typed.at(factory, home, "logs", "r1");
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).contains("nothing has started yet", "tombolo explain r1");
        }
    }

    @Test
    void namesTheJobsThatThereAre() {
        try (var factory = factory()) {
            var typed = Typed.at(factory, home, "logs", "r1", "trian");
            assertThat(typed.status()).isEqualTo(2);
            assertThat(typed.err()).contains("no job \"trian\"; it has train, b");
        }
    }

    @Test
    void showsHowItsImageCame() {
        try (var factory = factory()
                .on(
                        "GET",
                        RUN + "/logs",
                        exchange -> piece(exchange, 1, 0, asks(exchange, "stream=stage") ? "unpacked\n" : "loss\n"))) {
            assertThat(Typed.at(factory, home, "logs", "r1", "train", "--stage").out())
                    .isEqualTo("unpacked\n");
        }
    }
}
