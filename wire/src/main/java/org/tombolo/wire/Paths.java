package org.tombolo.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Every route of the API, once for both sides.
public final class Paths {
    private static final String V1 = "/api/v1";
    private static final String PROJECT_V1 = V1 + "/projects/{project}";

    /// Needs no token: says only whether the factory is ready.
    public static final String HEALTH = V1 + "/health";

    public static final String VERSION = V1 + "/version";
    public static final String STATUS = V1 + "/status";
    public static final String ME = V1 + "/me";
    public static final String PRUNE = V1 + "/prune";
    public static final String SITES = V1 + "/sites";
    public static final String SITE_CHECK = SITES + "/{site}/check";
    public static final String USERS = V1 + "/users";
    public static final String TOKENS = V1 + "/tokens";
    public static final String TOKEN = TOKENS + "/{token}";
    public static final String SECRETS = V1 + "/secrets";
    public static final String USER_SECRET = SECRETS + "/user/{secret}";
    public static final String ORGANIZATION_SECRET = SECRETS + "/organization/{secret}";
    public static final String CLUSTER_SECRET = SECRETS + "/cluster/{secret}";
    public static final String SECRETS_KEY = SECRETS + "/key";
    public static final String PROJECT_SECRETS = PROJECT_V1 + "/secrets";
    public static final String PROJECT_SECRET = PROJECT_SECRETS + "/{secret}";
    public static final String PROJECTS = V1 + "/projects";
    public static final String MEMBERS = PROJECT_V1 + "/members";
    public static final String MEMBER = MEMBERS + "/{user}";
    public static final String PLAN = PROJECT_V1 + "/plan";
    public static final String RUNS = PROJECT_V1 + "/runs";
    public static final String RUN = RUNS + "/{run}";
    public static final String EVENTS = RUN + "/events";
    public static final String STOP = RUN + "/stop";
    public static final String RERUN = RUN + "/rerun";
    public static final String EXPLAIN = RUN + "/explain";
    public static final String TASKS = RUN + "/jobs/{job}/tasks";
    public static final String ATTEMPT = RUN + "/attempts/{job}/{index}/{try}";
    public static final String LOGS = RUN + "/logs";
    public static final String EXECS = RUN + "/execs";
    public static final String EXEC = EXECS + "/{exec}";
    public static final String EXEC_OUTPUT = EXEC + "/output";
    public static final String EXEC_INPUT = EXEC + "/input";
    public static final String EXEC_SIZE = EXEC + "/size";
    public static final String INNER_LIST = RUN + "/files/list";
    public static final String INNER_READ = RUN + "/files/read";
    public static final String INNER_WRITE = RUN + "/files/write";
    public static final String RUN_VOLUME_LIST = RUN + "/volumes/{volume}/list";
    public static final String RUN_VOLUME_READ = RUN + "/volumes/{volume}/read";
    public static final String VOLUMES = PROJECT_V1 + "/volumes";
    public static final String VOLUME = VOLUMES + "/{volume}";
    public static final String RUN_VOLUME_WRITE = RUN + "/volumes/{volume}/write";
    public static final String VOLUME_WRITE = VOLUME + "/write";
    public static final String VOLUME_SIZE = VOLUME + "/size";
    public static final String VOLUME_LIST = VOLUME + "/list";
    public static final String VOLUME_READ = VOLUME + "/read";
    public static final String BLOBS_MISSING = PROJECT_V1 + "/blobs/missing";
    public static final String BLOB = PROJECT_V1 + "/blobs/{digest}";

    private Paths() {}

    /// The path with its `{places}` filled in, in order, percent-encoded.
    public static String of(String route, String... values) {
        var path = new StringBuilder();
        int from = 0;
        for (var value : values) {
            int open = route.indexOf('{', from);
            path.append(route, from, open).append(encode(value));
            from = route.indexOf('}', open) + 1;
        }
        return path.append(route, from, route.length()).toString();
    }

    /// A value as it may stand in a path or behind `name=`.
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
