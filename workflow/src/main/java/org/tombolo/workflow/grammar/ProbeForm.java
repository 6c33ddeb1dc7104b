package org.tombolo.workflow.grammar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.model.Names;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ProbeSpec.Action;
import org.tombolo.model.spec.ProbeSpec.Header;
import org.tombolo.model.spec.ProbeSpec.PortRef;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.form.Words;
import org.tombolo.workflow.yaml.Node.Scalar;

/// `readiness-probe`: exactly one action, and when. Defaults are those of Kubernetes.
final class ProbeForm {
    private enum Scheme {
        HTTP,
        HTTPS
    }

    private static final Form<PortRef> PORT_REF = ScalarForm.of(
            new Shape.Text("a port from 1 to 65535 or the name of one in network.ports"), ProbeForm::port);
    private static final Form<String> URL_PATH = ScalarForm.text(
            "a path that starts with /", text -> Scalars.line(text).filter(path -> path.startsWith("/")));

    private static final Key<String> PATH = Key.of("path", URL_PATH, "what to ask for (/)");
    private static final Key<PortRef> PORT = Key.required("port", PORT_REF, "a number, or a name in network.ports");
    private static final Key<Scheme> SCHEME = Key.of("scheme", Words.of(Scheme.class), "http, https (http)");
    private static final Key<String> HEADER_NAME = Key.required("name", Scalars.LINE, "a header");
    private static final Key<String> HEADER_VALUE = Key.required("value", Scalars.TEXT, "its value");
    private static final Key<List<Header>> HEADERS = Key.of(
            "http-headers",
            Lists.of(ObjectForm.of(
                    "header",
                    List.of(HEADER_NAME, HEADER_VALUE),
                    fields -> new Header(fields.of(HEADER_NAME), fields.of(HEADER_VALUE)))),
            "sent along");
    private static final Key<Action> HTTP_GET = Key.of(
            "http-get",
            ObjectForm.of("http-get", List.of(PATH, PORT, SCHEME, HEADERS), ProbeForm::httpGet),
            "ready when the answer's status is 200 to 399");

    private static final Key<List<String>> COMMAND =
            Key.required("command", Lists.of(Scalars.TEXT), "the argument vector");
    private static final Key<Action> EXEC = Key.of(
            "exec",
            ObjectForm.of("exec", List.of(COMMAND), fields -> new Action.Exec(fields.of(COMMAND))),
            "ready when the command exits with 0");

    private static final Key<Action> TCP_SOCKET = Key.of(
            "tcp-socket",
            ObjectForm.of("tcp-socket", List.of(PORT), fields -> new Action.TcpSocket(fields.of(PORT))),
            "ready when it takes connections");

    private static final Key<String> GRPC_SERVICE = Key.of("service", Scalars.TEXT, "which service to ask about");
    private static final Key<Action> GRPC = Key.of(
            "grpc",
            ObjectForm.of(
                    "grpc",
                    List.of(PORT, GRPC_SERVICE),
                    fields -> new Action.Grpc(fields.of(PORT), fields.find(GRPC_SERVICE))),
            "ready when its health service says so");

    private static final Key<Duration> INITIAL_DELAY =
            Key.of("initial-delay-seconds", Amounts.seconds(0), "wait before the first (0)");
    private static final Key<Duration> PERIOD =
            Key.of("period-seconds", Amounts.seconds(1), "from one to the next (10)");
    private static final Key<Duration> TIMEOUT = Key.of("timeout-seconds", Amounts.seconds(1), "of each (1)");
    private static final Key<Integer> SUCCESSES =
            Key.of("success-threshold", Scalars.whole(1, 1_000_000), "good ones in a row to be ready (1)");
    private static final Key<Integer> FAILURES =
            Key.of("failure-threshold", Scalars.whole(1, 1_000_000), "bad ones in a row to be ready no longer (3)");

    private static final List<Key<Action>> ACTIONS = List.of(HTTP_GET, EXEC, TCP_SOCKET, GRPC);

    static final ObjectForm<ProbeSpec> FORM = ObjectForm.checked(
            "readiness-probe",
            Stream.<Key<?>>concat(ACTIONS.stream(), Stream.of(INITIAL_DELAY, PERIOD, TIMEOUT, SUCCESSES, FAILURES))
                    .toList(),
            ProbeForm::build);

    private ProbeForm() {}

    private static Optional<ProbeSpec> build(Fields fields) {
        var written = ACTIONS.stream().filter(fields::has).toList();
        if (written.size() != 1) {
            var found = written.isEmpty()
                    ? "none"
                    : String.join(" and ", written.stream().map(Key::name).toList());
            fields.at().report("expected one of http-get, exec, tcp-socket and grpc, found " + found);
            return Optional.empty();
        }
        return fields.find(written.getFirst())
                .map(action -> new ProbeSpec(
                        action,
                        fields.get(INITIAL_DELAY, Duration.ZERO),
                        fields.get(PERIOD, Duration.ofSeconds(10)),
                        fields.get(TIMEOUT, Duration.ofSeconds(1)),
                        fields.get(SUCCESSES, 1),
                        fields.get(FAILURES, 3)));
    }

    private static Action httpGet(Fields fields) {
        return new Action.HttpGet(
                fields.get(PATH, "/"),
                fields.of(PORT),
                fields.get(SCHEME, Scheme.HTTP) == Scheme.HTTPS,
                fields.get(HEADERS, List.of()));
    }

    private static Optional<PortRef> port(Scalar scalar) {
        var number = Scalars.number(scalar);
        if (number.isPresent()) {
            return number.filter(port -> port >= 1 && port <= Ports.MOST)
                    .map(port -> new PortRef.ByNumber(port.intValue()));
        }
        return Optional.of(scalar.text()).filter(Names::isWord).map(PortRef.ByName::new);
    }
}
