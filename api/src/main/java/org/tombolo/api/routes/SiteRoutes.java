package org.tombolo.api.routes;

import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.HostView;
import org.tombolo.control.door.SiteChecks;
import org.tombolo.control.door.SiteView;
import org.tombolo.model.SiteId;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.site.Host;
import org.tombolo.wire.site.Site;
import org.tombolo.wire.site.SiteCheck;

/// Sites and what of them is taken.
public final class SiteRoutes {
    private final Factory factory;
    private final SiteChecks checks;

    public SiteRoutes(Factory factory, SiteChecks checks) {
        this.factory = factory;
        this.checks = checks;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        Paths.SITES,
                        Verb.READ,
                        Thing.SITES,
                        _ -> Answer.ok(Items.all(
                                factory.sites().stream().map(SiteRoutes::shape).toList()))),
                Route.of(Method.POST, Paths.SITE_CHECK, Verb.CHANGE, Thing.SITES, this::check));
    }

    private Answer check(Call call) {
        var site = new SiteId(call.path("site"));
        return Answer.ok(new SiteCheck(site.value(), checks.check(site)));
    }

    private static Site shape(SiteView view) {
        var site = view.site();
        return new Site(
                site.id().value(),
                site.engine(),
                site.silentSince(),
                view.hosts().stream().map(SiteRoutes::shape).toList(),
                view.facts());
    }

    private static Host shape(HostView view) {
        var capacity = view.capacity();
        var devices = new LinkedHashMap<String, Integer>();
        capacity.devices().forEach((kind, numbers) -> devices.put(kind, numbers.size()));
        return new Host(
                capacity.name(),
                capacity.address(),
                capacity.cores().size(),
                view.coresTaken(),
                capacity.memoryBytes(),
                view.memoryTaken(),
                devices,
                view.devicesTaken(),
                capacity.ports().first(),
                capacity.ports().last(),
                view.attempts());
    }
}
