package org.tombolo.testkit.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A small disk that only one shell and what it starts can see: in a mount namespace of its own, tmpfs of an ordinary
/// user.
final class PrivateDisk implements AutoCloseable {
    private static final String END = "--end-of-answer--";

    private final Path folder;
    private final Process shell;
    private final OutputStream in;
    private final BufferedReader out;

    private PrivateDisk(Path folder, Process shell) {
        this.folder = folder;
        this.shell = shell;
        this.in = shell.getOutputStream();
        this.out = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param folder beside it is the disk's mount point, `disk`; everybody may write there from now on
    static PrivateDisk of(Path folder, int mebibytes) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        }
        command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "/bin/sh"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        var disk = new PrivateDisk(folder, builder.start());
        disk.run("mkdir %s && mount -t tmpfs -o size=%dm,mode=700 tmpfs %s"
                .formatted(disk.path(), mebibytes, disk.path()));
        return disk;
    }

    /// Of Btrfs, with quotas, in a file: for root, who alone may mount it.
    static PrivateDisk btrfs(Path folder) throws IOException {
        var command = List.of("unshare", "--mount", "--propagation", "private", "/bin/sh");
        var disk = new PrivateDisk(
                folder, new ProcessBuilder(command).redirectErrorStream(true).start());
        disk.run(("mkdir %1$s && truncate -s 256M %1$s.file && PATH=$PATH:/usr/sbin:/sbin mkfs.btrfs -q %1$s.file"
                        + " && mount -o loop %1$s.file %1$s && btrfs quota enable %1$s")
                .formatted(disk.path()));
        return disk;
    }

    Path path() {
        return folder.resolve("disk");
    }

    /// What the command said. It must succeed.
    String run(String command) throws IOException {
        in.write("{ %s\n} </dev/null; echo; echo %s$?\n".formatted(command, END).getBytes(StandardCharsets.UTF_8));
        in.flush();
        var said = new StringBuilder();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(END)) {
                if (!line.equals(END + "0")) {
                    throw new AssertionError("%s: %s: %s".formatted(command, line, said));
                }
                return said.toString().strip();
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the shell ended: " + said);
    }

    void fill() throws IOException {
        run("dd if=/dev/zero of=%s/filler bs=4k 2>/dev/null; true".formatted(path()));
    }

    void makeRoom() throws IOException {
        run("rm %s/filler".formatted(path()));
    }

    /// With the disk, which nobody sees any more, its supervisor ends by itself.
    @Override
    public void close() throws IOException {
        run("rm -rf %s/* 2>/dev/null; true".formatted(path()));
        in.close();
        shell.destroy();
    }
}
