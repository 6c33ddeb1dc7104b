package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.model.Nearest;
import org.tombolo.model.spec.AutoscalerSpec;
import org.tombolo.model.spec.DynamicConfigSpec;
import org.tombolo.model.spec.EndpointSpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;

/// A service.
final class ServiceForm {
    private static final Key<PolicyPart> POLICY =
            Key.ours("policy", PolicyForm.FORM, "as of a job; the format has none for services, yet files use it");
    private static final Key<ServiceNetworkSpec> NETWORK = NetworkForm.KEY;
    private static final Key<ProbeSpec> PROBE =
            Key.of("readiness-probe", ProbeForm.FORM, "how to see that it is ready; else as soon as it has started");
    private static final Key<Boolean> PERSIST = Key.of(
            "persist", Scalars.FLAG, "runs until the run is stopped, not until its dependants have ended (false)");
    private static final Key<AutoscalerSpec> AUTOSCALER =
            Key.of("autoscaler", AutoscalerForm.FORM, "how many replicas, and what moves the number");

    private static final Key<String> PATH = Key.required("path", AbsolutePath.BELOW_ROOT, "the file");
    private static final Key<List<String>> SERVICES =
            Key.required("services", Lists.of(AutoscalerForm.SERVICE_NAME), "whose addresses it is made from");
    private static final Key<String> SCRIPT = Key.required("script", Scalars.TEXT, "bash that prints it");
    private static final Key<DynamicConfigSpec> DYNAMIC_CONFIG = Key.of(
            "dynamic-config",
            ObjectForm.of(
                    "dynamic-config",
                    List.of(PATH, SERVICES, SCRIPT),
                    fields -> new DynamicConfigSpec(fields.of(PATH), fields.of(SERVICES), fields.of(SCRIPT))),
            "a file rendered from the live addresses of services");
    private static final Key<Boolean> PREEMPTIBLE =
            Key.of("preemptible", Scalars.FLAG, "may be stopped for more urgent work; else as the workflow says");

    static final ObjectForm<ServicePart> FORM = ObjectForm.of(
            "service",
            Stream.concat(
                            WorkForm.KEYS.stream(),
                            Stream.of(
                                    POLICY,
                                    MultinodeForm.KEY,
                                    NETWORK,
                                    PROBE,
                                    PERSIST,
                                    AUTOSCALER,
                                    DYNAMIC_CONFIG,
                                    PREEMPTIBLE))
                    .toList(),
            ServiceForm::build);

    private ServiceForm() {}

    private static ServicePart build(Fields fields) {
        var network = fields.get(NETWORK, ServiceNetworkSpec.NONE);
        checkEndpoints(fields, network);
        if (fields.find(NETWORK).isPresent() == fields.has(NETWORK)) {
            fields.find(PROBE).ifPresent(probe -> checkPort(fields.at(PROBE), probe, network));
        }
        return new ServicePart(
                WorkForm.of(fields),
                fields.get(POLICY, PolicyPart.NONE),
                fields.find(MultinodeForm.KEY),
                network,
                fields.find(PROBE),
                fields.get(PERSIST, false),
                fields.find(AUTOSCALER),
                fields.find(DYNAMIC_CONFIG),
                fields.find(PREEMPTIBLE));
    }

    private static void checkEndpoints(Fields fields, ServiceNetworkSpec network) {
        for (var endpoint : network.endpoints()) {
            if (endpoint.perReplica() && !(endpoint.type() == EndpointSpec.Type.SUBDOMAIN && fields.has(AUTOSCALER))) {
                fields.at(NETWORK)
                        .report("endpoint \"%s\": per-replica needs type subdomain and an autoscaler"
                                .formatted(endpoint.name()));
            }
        }
    }

    private static void checkPort(At at, ProbeSpec probe, ServiceNetworkSpec network) {
        var names = network.ports().stream().map(PortSpec::name).toList();
        nameOfPort(probe.action())
                .filter(name -> !names.contains(name))
                .ifPresent(
                        name -> at.report("no port \"%s\" in network.ports".formatted(name), Nearest.to(name, names)));
    }

    private static Optional<String> nameOfPort(ProbeSpec.Action action) {
        return switch (action) {
            case ProbeSpec.Action.HttpGet get -> nameOf(get.port());
            case ProbeSpec.Action.TcpSocket socket -> nameOf(socket.port());
            case ProbeSpec.Action.Grpc grpc -> nameOf(grpc.port());
            case ProbeSpec.Action.Exec _ -> Optional.empty();
        };
    }

    private static Optional<String> nameOf(ProbeSpec.PortRef port) {
        return switch (port) {
            case ProbeSpec.PortRef.ByName(var name) -> Optional.of(name);
            case ProbeSpec.PortRef.ByNumber _ -> Optional.empty();
        };
    }
}
