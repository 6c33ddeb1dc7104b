package org.tombolo.api;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.tombolo.api.guard.Secrets;
import org.tombolo.api.http.Route;
import org.tombolo.api.routes.AttemptFinder;
import org.tombolo.api.routes.BlobRoutes;
import org.tombolo.api.routes.EventRoutes;
import org.tombolo.api.routes.ExecRoutes;
import org.tombolo.api.routes.InnerFileRoutes;
import org.tombolo.api.routes.LogRoutes;
import org.tombolo.api.routes.ProjectRoutes;
import org.tombolo.api.routes.PruneRoutes;
import org.tombolo.api.routes.RerunRoutes;
import org.tombolo.api.routes.RunFinder;
import org.tombolo.api.routes.RunList;
import org.tombolo.api.routes.RunRoutes;
import org.tombolo.api.routes.SecretRoutes;
import org.tombolo.api.routes.SiteRoutes;
import org.tombolo.api.routes.StartRoutes;
import org.tombolo.api.routes.StatusRoutes;
import org.tombolo.api.routes.Surroundings;
import org.tombolo.api.routes.TaskRoutes;
import org.tombolo.api.routes.TokenRoutes;
import org.tombolo.api.routes.Uploads;
import org.tombolo.api.routes.UserRoutes;
import org.tombolo.api.routes.VolumeRoutes;

/// The list of the API's routes.
public final class AllRoutes {
    private AllRoutes() {}

    /// @param maxUpload bytes that one object may have
    public static List<Route> of(
            Doors doors, Surroundings surroundings, Secrets secrets, InstantSource clock, long maxUpload) {
        var factory = doors.factory();
        var finder = new RunFinder(factory, doors.history());
        var attempts = new AttemptFinder(factory, doors.history(), finder);
        return Stream.of(
                        new StatusRoutes(factory, surroundings).routes(),
                        new ProjectRoutes(factory).routes(),
                        new UserRoutes(factory).routes(),
                        new TokenRoutes(factory, secrets, clock).routes(),
                        new SecretRoutes(factory, doors.secrets()).routes(),
                        new SiteRoutes(factory, doors.siteChecks()).routes(),
                        new StartRoutes(factory, doors.workflows(), new Uploads(doors.blobs()), doors.secrets())
                                .routes(),
                        new RunRoutes(factory, finder, new RunList(factory, doors.history())).routes(),
                        new EventRoutes(factory, finder).routes(),
                        new TaskRoutes(factory, doors.history(), finder).routes(),
                        new LogRoutes(doors.outputs(), attempts).routes(),
                        new RerunRoutes(factory, finder, new Uploads(doors.blobs()), doors.secrets()).routes(),
                        new ExecRoutes(doors.execs(), attempts).routes(),
                        new InnerFileRoutes(doors.execs(), attempts, maxUpload).routes(),
                        new VolumeRoutes(factory, finder, doors.outputs(), maxUpload).routes(),
                        new BlobRoutes(doors.blobs(), maxUpload).routes(),
                        new PruneRoutes(factory, doors.history(), doors.blobs(), clock).routes())
                .flatMap(List::stream)
                .toList();
    }
}
