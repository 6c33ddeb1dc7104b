package org.tombolo.engine;

import java.util.List;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.work.Provisioner;

/// What a site can carry out.
public interface Capabilities {
    /// Everything in this node that the site cannot carry out yet; empty when it can.
    List<Refusal> refuse(NodeSpec node);

    List<Refusal> refuse(VolumeSpec volume);

    /// Where volumes can be made, in the order in which they are tried.
    default List<Provisioner> provisioners() {
        return List.of(Provisioner.OWN);
    }

    /// Nothing is refused: for simulated sites.
    static Capabilities everything() {
        return new Capabilities() {
            @Override
            public List<Refusal> refuse(NodeSpec node) {
                return List.of();
            }

            @Override
            public List<Refusal> refuse(VolumeSpec volume) {
                return List.of();
            }
        };
    }

    /// One thing that is refused.
    ///
    /// @param path   where in the file, such as `jobs.train.multinode`
    /// @param reason why, and what to do instead
    record Refusal(String path, String reason) {}
}
