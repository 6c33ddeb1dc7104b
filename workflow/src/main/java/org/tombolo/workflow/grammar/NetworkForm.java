package org.tombolo.workflow.grammar;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.tombolo.model.Names;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.EndpointSpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;
import org.tombolo.workflow.yaml.Node.Sequence;

/// `network` of a service: its ports and the endpoints that publish them.
final class NetworkForm {
    private static final Key<String> PORT_NAME_OF = Key.required("name", Scalars.WORD, "what it is called");
    private static final Key<Integer> PORT = Key.required(
            "port", Ports.NUMBER_OR_ANY, "its number; ours: 0 is allotted and read from TOMBOLO_PORT_<NAME>");
    private static final Key<PortSpec.Protocol> PORT_PROTOCOL =
            Key.of("protocol", Words.of(PortSpec.Protocol.class), "tcp, udp (tcp)");
    private static final Key<List<PortSpec>> PORTS = Key.of(
            "ports",
            Lists.of(ObjectForm.of(
                    "port",
                    List.of(PORT_NAME_OF, PORT, PORT_PROTOCOL),
                    fields -> new PortSpec(
                            fields.of(PORT_NAME_OF),
                            fields.of(PORT),
                            fields.get(PORT_PROTOCOL, PortSpec.Protocol.TCP)))),
            "the ports it listens at");

    private static final Key<String> NAME = Key.required("name", Scalars.WORD, "what it is called");
    private static final Key<String> PORT_NAME = Key.required("port-name", Scalars.TEXT, "a name in ports");
    private static final Key<EndpointSpec.Protocol> PROTOCOL =
            Key.required("protocol", Words.of(EndpointSpec.Protocol.class), "http, https, grpc, grpcs, tcp, tls");
    private static final Key<EndpointSpec.Type> TYPE =
            Key.required("type", Words.of(EndpointSpec.Type.class), "subdomain, path");
    private static final Key<EndpointSpec.Scope> SCOPE = Key.of(
            "scope", Words.of(EndpointSpec.Scope.class), "who may call it: user, group, organization, public (group)");
    private static final Key<Boolean> PER_REPLICA =
            Key.of("per-replica", Scalars.FLAG, "one more for each live replica (false)");
    private static final Key<SequencedMap<String, String>> ANNOTATIONS =
            Key.of("annotations", Annotations.FORM, "texts shown with it");
    private static final Key<List<EndpointSpec>> ENDPOINTS = Key.of(
            "endpoints",
            Lists.of(ObjectForm.of(
                    "endpoint",
                    List.of(NAME, PORT_NAME, PROTOCOL, TYPE, SCOPE, PER_REPLICA, ANNOTATIONS),
                    NetworkForm::endpoint)),
            "published names of ports");

    private static final Key<Boolean> HOST = Key.of("host", Scalars.FLAG, "serve on the node's own network (false)");

    static final Key<ServiceNetworkSpec> KEY = Key.of(
            "network",
            ObjectForm.of("network of a service", List.of(HOST, PORTS, ENDPOINTS), NetworkForm::build),
            "its ports and endpoints");

    private NetworkForm() {}

    private static EndpointSpec endpoint(Fields fields) {
        var name = fields.of(NAME);
        if (fields.of(TYPE) == EndpointSpec.Type.SUBDOMAIN && !Names.isDnsLabel(name)) {
            fields.at(NAME).<String>expected("lower-case letters, digits and '-' for a subdomain");
        }
        return new EndpointSpec(
                name,
                fields.of(PORT_NAME),
                fields.of(PROTOCOL),
                fields.of(TYPE),
                fields.get(SCOPE, EndpointSpec.Scope.GROUP),
                fields.get(PER_REPLICA, false),
                fields.get(ANNOTATIONS, Ordered.none()));
    }

    private static ServiceNetworkSpec build(Fields fields) {
        var ports = fields.get(PORTS, List.of());
        var endpoints = fields.get(ENDPOINTS, List.of());
        once(fields.at(PORTS), "port", ports, PortSpec::name);
        once(fields.at(ENDPOINTS), "endpoint", endpoints, EndpointSpec::name);
        var taken = ports.stream().filter(port -> port.port() != 0).toList();
        once(fields.at(PORTS), "port", taken, port -> port.port() + "/" + port.protocol());
        var names = new LinkedHashSet<String>();
        ports.forEach(port -> names.add(port.name()));
        boolean allRead =
                !(fields.at(PORTS).node() instanceof Sequence(var items, var _, var _)) || items.size() == ports.size();
        for (var endpoint : endpoints) {
            if (allRead && !names.contains(endpoint.portName())) {
                var what = "endpoint \"%s\": no port \"%s\" in network.ports"
                        .formatted(endpoint.name(), endpoint.portName());
                fields.at(ENDPOINTS).report(what, fields.at().reading().nearest(endpoint.portName(), names));
            }
        }
        return new ServiceNetworkSpec(fields.get(HOST, false), ports, endpoints);
    }

    private static <T> void once(At at, String what, List<T> things, Function<T, String> called) {
        var seen = new HashSet<String>();
        things.stream()
                .map(called)
                .filter(name -> !seen.add(name))
                .findFirst()
                .ifPresent(name -> at.report("%s \"%s\" is there twice".formatted(what, name), Optional.empty()));
    }
}
