package org.tombolo.launch;

/// Why a process could not be prepared, as the launch text says it in one word.
public final class Unprepared {
    private Unprepared() {}

    public static String words(String what) {
        return switch (what) {
            case "log" -> "its output cannot be written: is the disk full or read-only?";
            case "scratch" -> "its scratch folder cannot be made or entered: is the disk full or read-only?";
            case "cwd" -> "its `cwd` cannot be made or entered";
            case "mount" -> "a mount or file cannot be put at its path; see its error output";
            case "image" -> "a layer cannot be laid over its image; see its error output";
            case "docker" -> "Docker's engine does not start it; see its error output";
            case "files" -> "a file cannot be copied: is the disk full?";
            case "network" ->
                "a network of its own cannot be made: slirp4netns did not start in 10 s; may /dev/net/tun be used?";
            case "namespaces" ->
                "the node gives its users no mount and user namespaces, which mounts, files, images and a `cwd` that is not there need: ask its administrator, or use other nodes";
            case "runtime" ->
                "there is no container runtime on the node: bubblewrap, charliecloud, podman or apptainer; have one installed, or name its folder in `path` of the site file";
            case "home" -> "its working folder cannot be made on the node: is its disk full or read-only?";
            case "namespace" -> "a view of the file system cannot be made; see its error output";
            case "secrets" -> "the values of its secrets are not there any more: was the agent's state folder emptied?";
            case "port:any" -> "no port of its node was free";
            default ->
                what.startsWith("port:")
                        ? "port %s of its node is in use; use another port or `port: 0`"
                                .formatted(what.substring("port:".length()))
                        : what;
        };
    }
}
