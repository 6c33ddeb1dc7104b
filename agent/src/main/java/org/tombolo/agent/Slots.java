package org.tombolo.agent;

import java.io.IOException;
import java.util.List;

/// Control groups, one for each lane, used again for each of its attempts.
interface Slots {
    /// Makes the groups of a lane; answers with what its shell must read, empty where there are none.
    String make(int lane) throws IOException;

    /// The processes in a lane's groups.
    List<Long> members(int lane);

    /// What works, in words.
    List<String> facts();

    /// Removes the groups; false while something is in them.
    boolean remove();

    /// No control groups.
    static Slots none(String why) {
        return new Slots() {
            @Override
            public String make(int lane) {
                return "";
            }

            @Override
            public List<Long> members(int lane) {
                return List.of();
            }

            @Override
            public List<String> facts() {
                return List.of(("no control groups (%s): memory is not limited, cores are not enforced, use is not"
                                + " measured; a process that clears its environment and detaches itself is not found")
                        .formatted(why));
            }

            @Override
            public boolean remove() {
                return true;
            }
        };
    }
}
