package org.tombolo.engine;

import java.nio.file.Path;
import java.util.List;
import org.tombolo.model.Names;
import org.tombolo.model.spec.Again;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.VolumeSpec;

/// What a site whose volumes are folders cannot do for a volume.
///
/// @param site        in words
/// @param hostFolders what volumes of type `host` may be, or lie in
public record VolumeRules(String site, List<Path> hostFolders) {
    private static final List<String> FROM = List.of("file", "https", "http", "s3", "hf", "ftp");
    private static final List<String> TO = List.of("file", "s3");

    public VolumeRules {
        hostFolders = List.copyOf(hostFolders);
    }

    public List<Capabilities.Refusal> refuse(VolumeSpec volume) {
        var refusals = new Refusals(site, "volumes." + volume.name());
        switch (volume.use()) {
            case VolumeSpec.Use.Ephemeral(), VolumeSpec.Use.Persistent _, VolumeSpec.Use.Provisioned _ -> {
                // folders; which of them, and whether there is one, is chosen with the site
            }
            case VolumeSpec.Use.HostPath(var path) ->
                refusals.when(
                        hostFolders.stream().noneMatch(Path.of(path).normalize()::startsWith),
                        "path",
                        "mounts folders of the host only below `host-folders` of its site file (%s): have its administrator list \"%s\", or use an ephemeral or persistent volume"
                                .formatted(hostFolders.isEmpty() ? "none" : hostFolders, Names.printable(path)));
        }
        for (int i = 0; i < volume.ingress().size(); i++) {
            if (Again.source(volume.ingress().get(i)).isEmpty()) {
                transfer(
                        "ingress[%d].source".formatted(i),
                        volume.ingress().get(i).source(),
                        FROM,
                        refusals);
            }
        }
        for (int i = 0; i < volume.egress().size(); i++) {
            transfer(
                    "egress[%d].destination".formatted(i),
                    volume.egress().get(i).destination(),
                    TO,
                    refusals);
        }
        return refusals.list();
    }

    private static void transfer(String place, UriSpec remote, List<String> schemes, Refusals refusals) {
        int colon = Math.max(0, remote.uri().indexOf("://"));
        refusals.when(
                !schemes.contains(remote.uri().substring(0, colon)),
                place,
                "moves files by %s here, not \"%s\"".formatted(String.join(", ", schemes), remote.uri()));
    }
}
