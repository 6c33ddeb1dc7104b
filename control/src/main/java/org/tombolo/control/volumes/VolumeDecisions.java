package org.tombolo.control.volumes;

import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.placements.SiteChooser;
import org.tombolo.control.placements.Storage;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.State;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.VolumeKept;
import org.tombolo.model.fact.VolumeRemoving;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.work.Provisioner;

/// Persistent volumes begin by request; all volumes end.
public final class VolumeDecisions {
    private final Storage storage;

    public VolumeDecisions(Storage storage) {
        this.storage = storage;
    }

    /// The first site whose provisioners have a place.
    public Decision create(State state, Request.CreateVolume asked) {
        var project = asked.volume().project();
        if (state.directory().project(project).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no project " + project);
        }
        if (!state.work().volume(asked.volume()).isEmpty()) {
            return Decision.refuse(
                    ErrorCode.CONFLICT,
                    "project %s has a volume %s already"
                            .formatted(project, asked.volume().name()));
        }
        var name = asked.volume().name();
        var spec = new VolumeSpec(
                name,
                new VolumeSpec.Use.Persistent(name, true),
                asked.size(),
                asked.annotations(),
                List.of(),
                List.of());
        var why = "no site %s".formatted(asked.site().map(SiteId::value).orElse("has a place for volumes"));
        for (var site : state.work().sites()) {
            if (asked.site().filter(wanted -> !wanted.equals(site.id())).isPresent()) {
                continue;
            }
            switch (storage.fresh(site.id(), project, spec, asked.use(), Provisioner.Permit.CREATE)) {
                case Storage.Choice.Made(var provision) -> {
                    return Decision.write(
                            asked.volume().toString(),
                            new VolumeKept(asked.volume(), site.id(), Optional.of(provision)));
                }
                case Storage.Choice.Refused(var _, var refusal) -> why = refusal;
            }
        }
        return Decision.refuse(ErrorCode.UNSUPPORTED, why);
    }

    public static Decision remove(State state, Request.RemoveVolume asked) {
        var copies = state.work().volume(asked.volume());
        if (copies.isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no volume " + asked.volume());
        }
        var user = state.work().runs().stream()
                .filter(run -> mounts(run, asked.volume()))
                .findFirst();
        if (user.isPresent()) {
            return Decision.refuse(
                    ErrorCode.CONFLICT,
                    "volume %s is mounted by run %s; stop it first"
                            .formatted(asked.volume(), user.get().id()));
        }
        return Decision.write(
                asked.volume().toString(),
                copies.stream()
                        .map(copy -> new VolumeRemoving(copy.id(), copy.site()))
                        .toArray(Fact[]::new));
    }

    /// The volume of a run that ended a while ago.
    public static Decision old(State state, VolumeId volume, SiteId site) {
        boolean due = state.work().volume(volume).stream()
                .anyMatch(copy -> copy.site().equals(site) && !copy.removing());
        return due ? Decision.write(List.of(new VolumeRemoving(volume, site))) : Decision.nothing();
    }

    private static boolean mounts(LiveRun run, VolumeId volume) {
        return run.jobs().stream()
                .anyMatch(job -> SiteChooser.volumes(run.run(), job.spec()).contains(volume));
    }
}
