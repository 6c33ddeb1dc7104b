package org.tombolo.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.agent.files.Trees;
import org.tombolo.blobs.Blobs;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.Digest;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.upload.TreeManifest;
import org.tombolo.model.work.Provision;

/// Brings to the machine what an order needs before its first attempt: the uploaded tree, folders for volumes.
final class Staging {
    private final HomeFolder home;
    private final Blobs blobs;
    private final Volumes volumes;
    private final LaunchPlans plans;
    /// One tree at a time: two orders of a run often need the same.
    private final ReentrantLock trees = new ReentrantLock();

    Staging(HomeFolder home, Blobs blobs, Volumes volumes, LaunchPlans plans) {
        this.home = home;
        this.blobs = blobs;
        this.volumes = volumes;
        this.plans = plans;
    }

    /// Whether there is anything to do.
    boolean isNeeded(Order order) {
        return order.isTransfer()
                || LaunchPlans.work(order)
                        .filter(work -> !work.mounts().isEmpty()
                                || !work.files().isEmpty()
                                || work.image().isPresent())
                        .isPresent();
    }

    /// May be done again.
    void prepare(Order order) throws IOException {
        var work = LaunchPlans.work(order);
        if (work.isPresent()) {
            for (var mount : work.get().mounts().values()) {
                volumes.make(plans.volume(order, mount.volume()), provision(order, mount.volume()));
            }
            if (work.get().files().values().stream().anyMatch(FileSpec.Uploaded.class::isInstance)) {
                tree(order);
            }
        } else if (order.node() instanceof StagingSpec staging) {
            volumes.make(plans.volume(order, staging.volume()), provision(order, staging.volume()));
            if (staging.needsUpload()) {
                tree(order);
            }
        }
    }

    private static Provision provision(Order order, String volume) {
        return order.work().provisions().getOrDefault(volume, Provision.PLAIN);
    }

    /// The uploaded tree, whole or not at all.
    private void tree(Order order) throws IOException {
        var target = plans.upload(order);
        trees.lock();
        try {
            if (Files.isDirectory(target)) {
                return;
            }
            var fresh = Files.createTempDirectory(home.uploads(), "tree");
            try {
                write(order.work().upload().orElseThrow(), fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Trees.delete(fresh);
            }
        } finally {
            trees.unlock();
        }
    }

    private void write(Digest manifest, Path folder) throws IOException {
        TreeManifest tree;
        try (InputStream in = blobs.open(manifest)) {
            tree = TreeManifest.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (var entry : tree.entries()) {
            var file = folder.resolve(entry.path());
            Files.createDirectories(file.resolveSibling("."));
            try (InputStream in = blobs.open(entry.digest())) {
                Files.copy(in, file);
            }
            if (entry.executable()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
