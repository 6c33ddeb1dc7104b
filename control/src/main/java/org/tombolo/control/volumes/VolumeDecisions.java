package org.tombolo.control.volumes;

import java.util.List;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.placements.SiteChooser;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.State;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.VolumeRemoving;

/// The end of volumes.
public final class VolumeDecisions {
    private VolumeDecisions() {}

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
