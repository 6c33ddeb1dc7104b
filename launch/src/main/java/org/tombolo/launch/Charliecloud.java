package org.tombolo.launch;

import java.util.ArrayList;
import java.util.List;

/// `ch-run`, over a root that was laid out before. It shows all of the machine's `/dev`, `/proc` and `/sys`.
final class Charliecloud {
    private Charliecloud() {}

    static String words(
            Container container, List<ContainerText.Mount> mounts, String folder, List<ContainerText.Late> late) {
        var words = new ArrayList<String>();
        words.add(container.word());
        words.add("--write --no-passwd --uid=%d --gid=%d"
                .formatted(container.as().user(), container.as().group()));
        for (var mount : mounts) {
            words.add("--bind=%s:%s".formatted(mount.source(), Shell.quote(mount.target())));
        }
        words.add("--env-no-expand");
        for (var name : List.of("HOME", "PATH")) {
            words.add("--set-env=" + name + "=\"$" + name + "\"");
        }
        late.forEach(each -> words.add("--set-env=" + each.name() + "=" + each.value()));
        words.add("--cd=" + Shell.quote(folder));
        words.add("\"$4.root/root\"");
        return String.join(" ", words);
    }
}
