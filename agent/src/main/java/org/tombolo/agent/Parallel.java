package org.tombolo.agent;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.tombolo.launch.Ranks;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.model.spec.NodeSpec;

/// What `multinode` means on one machine.
final class Parallel {
    /// Where an attempt in a container sees what stands in for `ssh`.
    static final String INSIDE = "/.tombolo/remote";

    /// As `ssh [OPTIONS] HOST COMMAND...`, to the only node there is.
    static final String REMOTE = """
            #!/bin/sh
            while :; do
                case ${1-} in
                    -[bcDEeFIiJLlmOopQRSWw]) shift 2 ;;
                    -*) shift ;;
                    *) break ;;
                esac
            done
            case ${1-} in
                localhost | 127.0.0.1) ;;
                *)
                    echo "tombolo: expected localhost, the only node of this job, found \\"${1-}\\"" >&2
                    exit 255
                    ;;
            esac
            shift
            exec /bin/sh -c "$*"
            """;

    private Parallel() {}

    static boolean isGeneric(NodeSpec node) {
        return MultinodeSpec.of(node)
                .filter(asked -> asked.nodes() == 1 && asked.implementation() == Implementation.GENERIC)
                .isPresent();
    }

    /// @param remote where the attempt sees what stands in for `ssh`
    static SequencedMap<String, String> environment(NodeSpec node, String remote) {
        var env = new LinkedHashMap<String, String>();
        if (isGeneric(node)) {
            var slots = Ranks.on(node).map(Ranks::count).orElse(1).toString();
            env.put("MULTINODE_HOSTLIST", "localhost:" + slots);
            env.put("MULTINODE_HOSTLIST_NOSLOTS", "localhost");
            env.put("MULTINODE_TOTAL_SLOTS", slots);
            env.put("MULTINODE_NODE_IP", "127.0.0.1");
            env.put("MULTINODE_SSH_WRAPPER", remote);
            env.put("MULTINODE_RSH_WRAPPER", remote);
        }
        return env;
    }
}
