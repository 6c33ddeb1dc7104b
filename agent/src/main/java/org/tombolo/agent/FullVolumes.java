package org.tombolo.agent;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// Whether work failed beside a volume that is full: it was told, but seldom says so.
record FullVolumes(Volumes volumes, LaunchPlans plans) {
    private static final Logger LOG = LoggerFactory.getLogger(FullVolumes.class);

    /// So much of a full one is free, at most: what is written comes in pieces.
    private static final long PIECE = 1 << 20;

    Optional<Cause> beside(Entry entry, int code) {
        return LaunchPlans.work(entry.order).map(WorkSpec::mounts).stream()
                .flatMap(mounts -> mounts.values().stream())
                .filter(mount -> !mount.readOnly())
                .flatMap(mount -> full(entry, mount.volume(), code).stream())
                .findFirst();
    }

    private Optional<Cause> full(Entry entry, String name, int code) {
        try {
            return volumes.use(plans.volume(entry.order, name))
                    .filter(use -> use.limit() - use.bytes() < Math.max(PIECE, use.limit() / 100))
                    .map(use -> new Cause.VolumeFull(code, name, use.bytes(), use.limit()));
        } catch (IOException e) {
            LOG.debug("{}: how full {} is, nobody knows: {}", entry.label, name, e.toString());
            return Optional.empty();
        }
    }
}
