package org.tombolo.control.placements;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.control.state.State;
import org.tombolo.engine.Capabilities;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.work.Provision;
import org.tombolo.model.work.Provisioner;
import org.tombolo.model.work.Provisioner.Permit;

/// Which provisioner of a site makes a volume, as 3.2 of the workflow format says: its name where there is one, every
/// annotation that is asked for, what its policy lets the project do; the first that fits.
public final class Storage {
    private final SequencedMap<SiteId, Capabilities> sites;

    public Storage(SequencedMap<SiteId, Capabilities> sites) {
        this.sites = sites;
    }

    public sealed interface Choice {
        /// The volume is there, or can be made so.
        record Made(Provision provision) implements Choice {}

        /// @param key of the volume in the file
        record Refused(String key, String why) implements Choice {}
    }

    /// @param id which volume it is
    public Choice choose(State state, SiteId site, ProjectId project, VolumeSpec volume, VolumeId id) {
        var there = state.work().volume(id).stream()
                .filter(copy -> copy.site().equals(site) && !copy.removing())
                .findFirst();
        return switch (volume.use()) {
            case VolumeSpec.Use.HostPath(var folder) ->
                new Choice.Made(new Provision(Optional.empty(), volume.size(), Optional.of(folder)));
            case VolumeSpec.Use.Ephemeral() -> fresh(site, project, volume, Optional.empty(), Permit.EPHEMERAL);
            case VolumeSpec.Use.Persistent(var name, var create) ->
                there.isPresent()
                        ? kept(site, project, there.get().provision().orElse(Provision.PLAIN), Optional.empty(), name)
                        : missing(site, project, volume, Optional.empty(), name, create);
            case VolumeSpec.Use.Provisioned(var by, var name, var create) -> {
                if (name.isEmpty()) {
                    yield fresh(site, project, volume, Optional.of(by), Permit.EPHEMERAL);
                }
                yield there.isPresent()
                        ? kept(
                                site,
                                project,
                                there.get().provision().orElse(Provision.PLAIN),
                                Optional.of(by),
                                name.get())
                        : missing(site, project, volume, Optional.of(by), name.get(), create);
            }
        };
    }

    private Choice missing(
            SiteId site, ProjectId project, VolumeSpec volume, Optional<String> by, String name, boolean create) {
        if (create) {
            return fresh(site, project, volume, by, Permit.CREATE);
        }
        return new Choice.Refused(
                "name",
                "project %s has no persistent volume \"%s\"; make it: tombolo volumes create %s"
                        .formatted(project, Names.printable(name), Names.printable(name)));
    }

    private Choice kept(SiteId site, ProjectId project, Provision how, Optional<String> by, String name) {
        var made = how.provisioner();
        if (by.isPresent() && made.isPresent() && !by.equals(made)) {
            return new Choice.Refused(
                    "use",
                    "volume \"%s\" is of provisioner %s, not %s"
                            .formatted(Names.printable(name), made.get(), Names.printable(by.get())));
        }
        var owner = provisioners(site).stream()
                .filter(each -> made.isEmpty() || made.get().equals(each.name()))
                .findFirst();
        if (owner.isPresent() && !owner.get().permits(project, Permit.ACCESS)) {
            return new Choice.Refused(
                    "use",
                    "provisioner %s does not let project %s use it"
                            .formatted(owner.get().name(), project));
        }
        return new Choice.Made(how);
    }

    /// One that is to be made.
    public Choice fresh(SiteId site, ProjectId project, VolumeSpec volume, Optional<String> by, Permit permit) {
        var all = provisioners(site);
        var named = all.stream()
                .filter(each -> by.isEmpty() || by.get().equals(each.name()))
                .toList();
        if (named.isEmpty()) {
            return new Choice.Refused(
                    "use",
                    "site %s has no storage provisioner \"%s\"; it has %s"
                            .formatted(site, Names.printable(by.orElse("")), names(all)));
        }
        var fitting =
                named.stream().filter(each -> each.has(volume.annotations())).toList();
        if (fitting.isEmpty()) {
            return new Choice.Refused(
                    "annotations",
                    "no storage provisioner of site %s has %s; asked: %s"
                            .formatted(site, volume.annotations(), names(named)));
        }
        return fitting.stream()
                .filter(each -> each.permits(project, permit))
                .findFirst()
                .<Choice>map(each -> new Choice.Made(new Provision(Optional.of(each.name()), volume.size())))
                .orElseGet(() -> new Choice.Refused(
                        "use",
                        "the policy of %s does not let project %s %s"
                                .formatted(
                                        names(fitting),
                                        project,
                                        permit == Permit.EPHEMERAL
                                                ? "have volumes of runs there"
                                                : "make persistent volumes there")));
    }

    private List<Provisioner> provisioners(SiteId site) {
        var able = sites.get(site);
        return able == null ? List.of() : able.provisioners();
    }

    private static String names(List<Provisioner> provisioners) {
        return String.join(", ", provisioners.stream().map(Provisioner::name).toList());
    }
}
