package org.tombolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombolo.cli.command.Command;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.Json;
import tools.jackson.databind.JsonNode;

final class CliTest {
    @TempDir
    Path home;

    private Typed type(String... args) {
        return Typed.in(Map.of(), home, args);
    }

    @Test
    void showsThePageForNewcomersWithoutACommandAndDoesNotCallThatASuccess() {
        var typed = type();
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("First steps", "tombolo run examples/hello");
    }

    @Test
    void helpListsEveryCommand() {
        var typed = type("help");
        assertThat(typed.status()).isZero();
        for (var command : Command.values()) {
            assertThat(typed.out()).contains("  " + command.word() + " ", command.summary());
        }
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void helpOfEveryCommandHasExamples(Command command) {
        var typed = type("help", command.word());
        assertThat(typed.status()).isZero();
        assertThat(typed.out()).contains("Usage:", "tombolo " + command.word(), "Examples:", "--json");
        assertThat(type(command.word(), "--help").out()).isEqualTo(typed.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rnu|no command \"rnu\"; did you mean \"run\"?",
                "LOGS|no command \"LOGS\"; did you mean \"logs\"?",
                "frobnicate|no command \"frobnicate\"; \"tombolo help\" lists the commands",
                "ps --stat live|tombolo ps: no option \"--stat\"; did you mean \"--state\"?; see \"tombolo help ps\"",
                "ps nightly|tombolo ps: nothing expected here, found \"nightly\"; see \"tombolo help ps\"",
                "projects craete x|tombolo projects: nothing expected here, found \"craete\"; did you mean \"create\"?; see \"tombolo help projects\"",
                "ps --state runing|--state \"runing\": expected one of live, ended, running, serving, failing, stopping, succeeded, failed, stopped; did you mean \"running\"?",
                "ps --label team|--label \"team\": expected key=value",
                "cp last .|\"last\": expected RUN:VOLUME/PATH, such as last:results/model.bin, or RUN:JOB:/PATH",
                "--frob|\"--frob\" stands before any command: expected tombolo COMMAND [OPTIONS]; see \"tombolo help\""
            })
    void namesTheRemedyForBadCommandLines(String line, String message) {
        var typed = type(line.split(" ", -1));
        assertThat(typed.err()).isEqualTo("tombolo: " + message + System.lineSeparator());
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        var typed = type("show");
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err()).contains("RUN", "tombolo help show");
    }

    @Test
    void saysHowToGetAFactoryWhereThereIsNone() {
        var typed = type("ps");
        assertThat(typed.status()).isEqualTo(3);
        assertThat(typed.err()).contains("no factory runs on " + home, "tombolo up");
    }

    @Test
    void writesErrorsAsJsonForPrograms() {
        var typed = type("ps", "--json");
        assertThat(typed.out()).isEmpty();
        var error = Json.answer(typed.err(), JsonNode.class);
        assertThat(error.get("code").asString()).isEqualTo("UNREACHABLE");
        assertThat(error.get("exit").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_INPUT, 2",
        "UNAUTHENTICATED, 2",
        "FORBIDDEN, 2",
        "NOT_FOUND, 2",
        "CONFLICT, 2",
        "UNSUPPORTED, 2",
        "QUOTA_EXCEEDED, 3",
        "BUSY, 3",
        "UNREACHABLE, 3",
        "SITE_FAILED, 3",
        "PAUSED, 3",
        "CORRUPT, 3",
        "INTERNAL, 3"
    })
    void endsWithTheExitCodeOfAProblem(ErrorCode code, int exit) {
        try (var factory = new FakeFactory().refuse("GET", "/api/v1/sites", code, "because of the test")) {
            var typed = Typed.at(factory, home, "sites");
            assertThat(typed.err()).isEqualTo("tombolo: because of the test" + System.lineSeparator());
            assertThat(typed.status()).isEqualTo(exit);
        }
    }

    @Test
    void showsTheTokenToTheFactory() {
        try (var factory = new FakeFactory()) {
            Typed.at(factory, home, "sites");
            assertThat(factory.requests().getFirst().authorization()).isEqualTo("Bearer sesame");
        }
    }

    @Test
    void sendsNoTokenInTheClearToAnotherMachine() {
        var typed = Typed.in(
                Map.of("TOMBOLO_URL", "http://factory.example:7373", "TOMBOLO_TOKEN", "sesame"), home, "sites");
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err()).contains("expected https").doesNotContain("sesame");
    }

    @Test
    void recognisesSomethingThatIsNoFactory() {
        try (var factory = new FakeFactory()
                .on(
                        "GET",
                        "/api/v1/sites",
                        exchange -> FakeFactory.body(
                                exchange, 200, "text/html", "<p>hi".getBytes(StandardCharsets.UTF_8)))) {
            var typed = Typed.at(factory, home, "sites");
            assertThat(typed.status()).isEqualTo(3);
            assertThat(typed.err()).contains("is it a Tombolo factory");
        }
    }
}
