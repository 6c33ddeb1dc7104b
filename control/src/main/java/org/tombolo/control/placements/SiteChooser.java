package org.tombolo.control.placements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Capabilities;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.Again;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.state.Run;
import org.tombolo.model.work.SiteChoice;
import org.tombolo.placement.Demand;

/// Which site a node of the graph goes to, with the reason, and why not to the others.
public final class SiteChooser {
    private final SequencedMap<SiteId, Capabilities> capabilities;

    public SiteChooser(SequencedMap<SiteId, Capabilities> capabilities) {
        this.capabilities = capabilities;
    }

    /// The first site, by name, that can take it; empty when none can: then [#refusals] says why.
    public Optional<SiteChoice> choose(State state, Optional<SiteId> asked, NodeSpec node, List<VolumeId> volumes) {
        var refused = refusals(state, asked, node, volumes);
        return state.work().sites().stream()
                .map(LiveSite::id)
                .filter(site -> !refused.containsKey(site.value()))
                .findFirst()
                .map(site -> new SiteChoice(site, reason(asked, refused.size()), refused));
    }

    private static String reason(Optional<SiteId> asked, int others) {
        if (asked.isPresent()) {
            return "asked for";
        }
        return others == 0
                ? "the first site that can run it"
                : "the only kind of site left: %d refused".formatted(others);
    }

    /// Site → why it cannot take the node.
    public SequencedMap<String, String> refusals(
            State state, Optional<SiteId> asked, NodeSpec node, List<VolumeId> volumes) {
        var refused = new LinkedHashMap<String, String>();
        for (var site : state.work().sites()) {
            refusal(state, site, asked, node, volumes)
                    .ifPresent(why -> refused.put(site.id().value(), why));
        }
        return refused;
    }

    private Optional<String> refusal(
            State state, LiveSite site, Optional<SiteId> asked, NodeSpec node, List<VolumeId> volumes) {
        if (asked.isPresent() && !asked.get().equals(site.id())) {
            return Optional.of("site %s was asked for".formatted(asked.get()));
        }
        var able = capabilities.get(site.id());
        if (able == null) {
            return Optional.of("the server's settings do not have it any more");
        }
        var cannot = able.refuse(node);
        if (!cannot.isEmpty()) {
            return Optional.of(
                    cannot.getFirst().path() + ": " + cannot.getFirst().reason());
        }
        for (var volume : volumes) {
            var copies = state.work().volume(volume);
            if (!copies.isEmpty()
                    && copies.stream().noneMatch(copy -> copy.site().equals(site.id()))) {
                return Optional.of("volume %s is at site %s"
                        .formatted(volume.name(), copies.getFirst().site()));
            }
        }
        return tooSmall(site, Demands.of(node, 1.0));
    }

    private static Optional<String> tooSmall(LiveSite site, Demand demand) {
        return Sizes.never(site, demand);
    }

    /// What every site cannot carry out of this node, as paths of the workflow file.
    public List<Capabilities.Refusal> problems(State state, Optional<SiteId> asked, NodeSpec node) {
        var sites = state.work().sites().stream()
                .map(LiveSite::id)
                .filter(site -> asked.isEmpty() || asked.get().equals(site))
                .toList();
        var each = sites.stream()
                .flatMap(site -> Optional.ofNullable(capabilities.get(site)).stream())
                .map(able -> able.refuse(node))
                .toList();
        return each.isEmpty() || each.stream().anyMatch(List::isEmpty) ? List.of() : each.getFirst();
    }

    public List<Capabilities.Refusal> problems(State state, Optional<SiteId> asked, VolumeSpec volume) {
        return state.work().sites().stream()
                .map(LiveSite::id)
                .filter(site -> asked.isEmpty() || asked.get().equals(site))
                .flatMap(site -> Optional.ofNullable(capabilities.get(site)).stream())
                .map(able -> able.refuse(volume))
                .findFirst()
                .orElse(List.of());
    }

    /// The volumes that the node needs, those of an earlier run that it copies too.
    public static List<VolumeId> volumes(Run run, NodeSpec node) {
        var volumes = new ArrayList<VolumeId>();
        run.workflow().volumes().values().stream()
                .filter(volume -> Shapes.mounts(node, volume.name()))
                .map(volume -> Shapes.volumeId(run, volume))
                .forEach(volumes::add);
        if (node instanceof StagingSpec staging && staging.direction() == StagingSpec.Direction.IN) {
            staging.transfers().stream()
                    .flatMap(transfer -> Again.source(transfer).stream())
                    .forEach(volumes::add);
        }
        return volumes;
    }
}
