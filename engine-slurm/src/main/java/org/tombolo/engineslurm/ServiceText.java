package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.launch.Shell;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ProbeSpec.Action;
import org.tombolo.model.spec.ProbeSpec.PortRef;
import org.tombolo.model.spec.ServiceSpec;

/// What the script in the job is told of a service: its ports, and how to see that it is ready.
final class ServiceText {
    private ServiceText() {}

    /// @param program that reads it, as the nodes see it
    /// @param inside  that runs commands beside the service
    static String of(ServiceSpec service, String program, String inside) {
        var ports = service.network().ports().stream()
                .map(port -> "%s:%s:%d".formatted(port.name(), variable(port.name()), port.port()))
                .collect(Collectors.joining(" "));
        return "ports=%s inside=%s probe=\n%s. %s\n"
                .formatted(
                        Shell.quote(ports),
                        Shell.quote(inside),
                        service.probe().map(probe -> probe(service, probe)).orElse(""),
                        Shell.quote(program));
    }

    static String variable(String port) {
        return "TOMBOLO_PORT_" + port.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String probe(ServiceSpec service, ProbeSpec probe) {
        var limit = probe.timeout().isPositive() ? probe.timeout() : Duration.ofSeconds(1);
        var timing = "delay=%s period=%s limit=%s successes=%d failures=%d\n"
                .formatted(
                        seconds(probe.initialDelay()),
                        seconds(probe.period()),
                        seconds(limit),
                        probe.successThreshold(),
                        probe.failureThreshold());
        return timing
                + switch (probe.action()) {
                    case Action.HttpGet get -> http(service, get);
                    case Action.TcpSocket(var port) -> "probe=tcp port=%s\n".formatted(port(service, port));
                    case Action.Exec(var command) ->
                        "probe=exec port=\ncommand_of() { run %s; }\n".formatted(quoted(command));
                    case Action.Grpc _ -> throw new IllegalArgumentException("refused before: " + service.name());
                };
    }

    private static String http(ServiceSpec service, Action.HttpGet get) {
        var path = get.path().startsWith("/") ? get.path() : "/" + get.path();
        var headers = get.headers().stream()
                .map(header -> "add %s; ".formatted(quoted(List.of(header.name(), header.value()))))
                .collect(Collectors.joining());
        return "probe=http scheme=%s port=%s path=%s\nheaders() { %s:; }\n"
                .formatted(get.tls() ? "https" : "http", port(service, get.port()), Shell.quote(path), headers);
    }

    /// The number, or the variable that has it.
    private static String port(ServiceSpec service, PortRef port) {
        return switch (port) {
            case PortRef.ByNumber(var number) -> Integer.toString(number);
            case PortRef.ByName(var name) ->
                service.network().ports().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .map(each -> variable(each.name()))
                        .orElseThrow(() -> new IllegalArgumentException("no port " + name));
        };
    }

    private static String quoted(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    private static String seconds(Duration time) {
        return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    }

    /// What its command may name.
    static List<String> variables(Optional<ServiceSpec> service) {
        return service.map(each -> each.network().ports().stream()
                        .map(port -> variable(port.name()))
                        .toList())
                .orElse(List.of());
    }
}
