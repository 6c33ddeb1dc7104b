package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.model.Ordered;

/// An image made ready for the attempts of one order: who they are inside, where they start, what they find.
///
/// @param as     the ids that an attempt has inside
/// @param folder where it starts
/// @param env    the image's variables and those of the user inside
/// @param placed what is mounted, at paths without links
/// @param isScripted whether the image has scripts that set variables, as Apptainer writes them
public record Furnished(
        LaunchPlan.Ids as,
        String folder,
        SequencedMap<String, String> env,
        List<LaunchPlan.Placed> placed,
        boolean isScripted) {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    /// What runtimes mount by themselves, and where they look.
    private static final List<String> FOLDERS =
            List.of("/dev", "/proc", "/sys", "/tmp", "/etc", "/home", "/mnt", "/usr", "/.tombolo");

    /// Where the driver of the machine's devices is seen.
    public static final String DRIVER = "/usr/local/nvidia";
    private static final String SCRIPTS = "/.singularity.d/env";

    public Furnished {
        env = Ordered.copy(env);
        placed = List.copyOf(placed);
    }

    /// Writes what is to be laid over the image into the folder `layer`, which must be empty.
    ///
    /// @param us     who we are
    /// @param names  lines of `/etc/hosts` beside the machine's
    /// @param resolver of names, as a line of `/etc/resolv.conf`; empty: the machine's
    /// @param folder where attempts start, if the workflow says it; there they are at home then
    public static Furnished of(
            Image image,
            Path layer,
            LaunchPlan.Ids us,
            String name,
            Optional<String> folder,
            List<LaunchPlan.Placed> placed,
            String names,
            Optional<String> resolver)
            throws IOException {
        var root = image.root().toRealPath();
        var accounts = Accounts.of(root);
        var insider = accounts.insider(image.config().user(), us.user(), us.group(), name);
        var start = folder.or(image.config()::folder).orElse("/");
        var home = folder.or(() -> accounts.home(insider.user())).orElse(start);

        var skeleton = new Skeleton(root, layer);
        for (var each : FOLDERS) {
            skeleton.place(each, true);
        }
        skeleton.place("/.tombolo/script", false);
        skeleton.place(start, true);
        skeleton.write("/etc", "passwd", accounts.passwdWith(insider, home));
        skeleton.write("/etc", "group", accounts.groupWith(insider));
        skeleton.write("/etc", "hosts", names + machines("hosts"));
        skeleton.write("/etc", "resolv.conf", resolver.isPresent() ? resolver.get() : machines("resolv.conf"));
        var mounts = new ArrayList<LaunchPlan.Placed>();
        for (var each : placed) {
            var target = skeleton.place(each.target(), Files.isDirectory(Path.of(each.source())));
            mounts.add(new LaunchPlan.Placed(each.source(), target, each.readOnly(), each.copy()));
        }

        var env = new LinkedHashMap<String, String>();
        env.put("PATH", PATH);
        env.put("HOME", home);
        env.put("USER", insider.name());
        env.put("LOGNAME", insider.name());
        env.putAll(image.config().env());
        if (placed.stream().anyMatch(each -> each.target().startsWith(DRIVER))) {
            env.merge("LD_LIBRARY_PATH", DRIVER + "/lib64", (had, ours) -> had.isEmpty() ? ours : had + ":" + ours);
            env.compute("PATH", (_, had) -> had + ":" + DRIVER + "/bin");
        }
        var inRoot = new InRoot(root);
        boolean isScripted = InRoot.isFolder(inRoot.real(SCRIPTS)) && Files.exists(inRoot.real("/bin/sh"));
        return new Furnished(new LaunchPlan.Ids(insider.user(), insider.group()), start, env, mounts, isScripted);
    }

    private static String machines(String file) throws IOException {
        var ours = Path.of("/etc", file);
        return Files.isReadable(ours) ? Files.readString(ours) : "";
    }
}
