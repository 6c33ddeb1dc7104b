package org.tombolo.api.routes;

import java.util.List;
import java.util.Optional;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Outputs;
import org.tombolo.control.door.Request;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.upload.TreePath;
import org.tombolo.model.work.Provision;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.store.CreateVolume;
import org.tombolo.wire.store.Item;
import org.tombolo.wire.store.Volume;
import org.tombolo.wire.store.VolumeSize;

/// Files of volumes, of a run by the names its file gives them, or kept in the project.
public final class VolumeRoutes {
    private static final int PIECE = 1 << 20;

    private final Factory factory;
    private final RunFinder finder;
    private final Outputs outputs;
    private final long maxUpload;

    /// @param maxUpload bytes that one file may have
    public VolumeRoutes(Factory factory, RunFinder finder, Outputs outputs, long maxUpload) {
        this.maxUpload = maxUpload;
        this.factory = factory;
        this.finder = finder;
        this.outputs = outputs;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.VOLUMES, Verb.READ, Thing.VOLUMES, this::volumes),
                Route.of(Method.POST, Paths.VOLUMES, Verb.CREATE, Thing.VOLUMES, this::create),
                Route.of(Method.GET, Paths.VOLUME_SIZE, Verb.READ, Thing.VOLUMES, this::size),
                Route.of(Method.PUT, Paths.VOLUME_WRITE, Verb.CHANGE, Thing.VOLUMES, call -> write(call, kept(call)))
                        .asking("path", "executable"),
                Route.of(
                                Method.PUT,
                                Paths.RUN_VOLUME_WRITE,
                                Verb.CHANGE,
                                Thing.VOLUMES,
                                call -> write(call, ofRun(call)))
                        .asking("path", "executable"),
                Route.of(Method.DELETE, Paths.VOLUME, Verb.REMOVE, Thing.VOLUMES, this::remove)
                        .asking("request"),
                Route.of(Method.GET, Paths.VOLUME_LIST, Verb.READ, Thing.VOLUMES, call -> list(call, kept(call)))
                        .asking("path"),
                Route.of(Method.GET, Paths.VOLUME_READ, Verb.READ, Thing.VOLUMES, call -> read(call, kept(call)))
                        .asking("path", "offset"),
                Route.of(Method.GET, Paths.RUN_VOLUME_LIST, Verb.READ, Thing.VOLUMES, call -> list(call, ofRun(call)))
                        .asking("path"),
                Route.of(Method.GET, Paths.RUN_VOLUME_READ, Verb.READ, Thing.VOLUMES, call -> read(call, ofRun(call)))
                        .asking("path", "offset"));
    }

    private Answer volumes(Call call) {
        var project = call.project();
        return Answer.ok(Items.all(factory.volumes().stream()
                .filter(volume -> isIn(project, volume.id()))
                .map(VolumeRoutes::shape)
                .toList()));
    }

    private boolean isIn(ProjectId project, VolumeId volume) {
        return switch (volume) {
            case VolumeId.OfProject(var owner, var _) -> owner.equals(project);
            case VolumeId.OfRun(var run, var _) ->
                finder.live(project, run).isPresent()
                        || finder.ended(project, run).isPresent();
        };
    }

    private Answer create(Call call) {
        var asked = call.body(CreateVolume.class);
        var id = new VolumeId.OfProject(call.project(), asked.name());
        var done = factory.carryOut(new Request.CreateVolume(
                call.user(),
                Words.request(asked.request()),
                id,
                asked.use(),
                asked.size(),
                asked.annotations(),
                asked.site().map(SiteId::new)));
        outputs.make(known(id));
        return Answer.created(new Accepted(RunShape.of(done.version()), done.answer()));
    }

    private org.tombolo.model.state.Volume known(VolumeId id) {
        return factory.volumes().stream()
                .filter(volume -> volume.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND,
                        "no volume %s; make it: tombolo volumes create %s".formatted(id.name(), id.name())));
    }

    private Answer size(Call call) {
        var volume = known(kept(call));
        var size = outputs.measure(volume.id());
        return Answer.ok(
                new VolumeSize(size.bytes(), size.files(), volume.provision().flatMap(Provision::size), size.limit()));
    }

    private Answer write(Call call, VolumeId id) {
        var path = path(call);
        if (path.isEmpty()) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "query path: expected the path of a file in the volume");
        }
        var volume = known(id);
        outputs.make(volume);
        outputs.write(id, path, call.id(), call.bytes(maxUpload), call.queryFlag("executable"));
        return new Answer.Empty(204, Ordered.none());
    }

    private Answer remove(Call call) {
        var done = factory.carryOut(new Request.RemoveVolume(call.user(), Words.request(call.request()), kept(call)));
        return Answer.ok(new Accepted(RunShape.of(done.version()), done.answer()));
    }

    private Answer list(Call call, VolumeId volume) {
        var path = path(call);
        var item = item(volume, path);
        return Answer.ok(new Item(path, item.folder(), item.size(), item.executable(), item.entries()));
    }

    private Answer read(Call call, VolumeId volume) {
        var path = path(call);
        long offset = call.queryNumber("offset", 0, 0, Long.MAX_VALUE);
        var item = item(volume, path);
        if (item.folder()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "query path: \"%s\" is a folder; list names what is in it".formatted(path));
        }
        var first = outputs.read(volume, path, offset, PIECE);
        return new Answer.Bytes(Ordered.none(), out -> {
            long at = offset;
            for (var bytes = first; bytes.length > 0; bytes = outputs.read(volume, path, at, PIECE)) {
                out.write(bytes);
                at += bytes.length;
            }
        });
    }

    private Outputs.Item item(VolumeId volume, String path) {
        return outputs.list(volume, path)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND, "volume %s has no \"%s\"".formatted(volume.name(), path)));
    }

    /// Relative, and inside: the volume's own folder is "".
    static String path(Call call) {
        var path = call.query("path").orElse("");
        var inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!inner.isEmpty() || path.length() > 1) {
            TreePath.fault(inner).ifPresent(fault -> {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "query path: expected a path that leads nowhere else, but \"%s\" %s"
                                .formatted(Names.printable(path), fault));
            });
        }
        return inner;
    }

    private VolumeId kept(Call call) {
        return new VolumeId.OfProject(call.project(), call.path("volume"));
    }

    private VolumeId ofRun(Call call) {
        var project = call.project();
        RunId id = call.run();
        var run = finder.run(project, id);
        var name = call.path("volume");
        var spec = Optional.ofNullable(run.workflow().volumes().get(name))
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND,
                        "run %s has no volume \"%s\"; it has %s"
                                .formatted(
                                        id,
                                        Names.printable(name),
                                        String.join(
                                                ", ", run.workflow().volumes().sequencedKeySet()))));
        return switch (spec.use()) {
            case VolumeSpec.Use.Ephemeral() -> new VolumeId.OfRun(id, name);
            case VolumeSpec.Use.Persistent(var kept, var _) -> new VolumeId.OfProject(project, kept);
            case VolumeSpec.Use.Provisioned(var _, var kept, var _) ->
                kept.<VolumeId>map(each -> new VolumeId.OfProject(project, each))
                        .orElseGet(() -> new VolumeId.OfRun(id, name));
            case VolumeSpec.Use.HostPath _ ->
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED, "volume %s is a directory of the host: look there".formatted(name));
        };
    }

    private static Volume shape(org.tombolo.model.state.Volume volume) {
        return new Volume(
                volume.id().name(),
                volume.id() instanceof VolumeId.OfRun(var run, var _) ? Optional.of(run.value()) : Optional.empty(),
                volume.site().value(),
                volume.removing(),
                volume.removeAt(),
                volume.provision().flatMap(Provision::provisioner),
                volume.provision().flatMap(Provision::size));
    }
}
