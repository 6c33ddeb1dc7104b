package org.tombolo.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.blobs.Blobs;
import org.tombolo.enginehosts.HostsEngine;
import org.tombolo.enginehosts.HostsSettings;
import org.tombolo.engineslurm.Storehouse;
import org.tombolo.model.SiteId;

/// The agent of this machine that works in a cluster's shared folder. It runs nothing there.
final class SlurmData implements Storehouse, AutoCloseable {
    private final SiteId site;
    private final HostsSettings settings;
    private final Path egress;
    private final Blobs blobs;
    private final Clock clock;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Agent agent;
    private @Nullable Opened opened;

    /// @param egress where results may be copied when the site file names no folder
    SlurmData(SiteId site, HostsSettings settings, Path egress, Blobs blobs, Clock clock) {
        this.site = site;
        this.settings = settings.with(AgentSettings.Groups.OFF, AgentSettings.LogPlace.DISK);
        this.egress = egress;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    public Opened in(Path home) {
        opening.lock();
        try {
            if (opened == null) {
                agent = Agent.open(settings.agent(home, egress).forOthers(), blobs, clock);
                opened = new Opened(new HostsEngine(site, agent, settings.storage(), settings.hostFolders()), agent);
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (agent != null) {
                agent.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
