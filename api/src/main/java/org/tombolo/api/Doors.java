package org.tombolo.api;

import org.tombolo.blobs.Blobs;
import org.tombolo.control.door.Execs;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.control.door.Outputs;
import org.tombolo.control.door.SecretStore;
import org.tombolo.control.door.SiteChecks;
import org.tombolo.control.door.Workflows;

/// All that the API stands in front of.
public record Doors(
        Factory factory,
        History history,
        Outputs outputs,
        SiteChecks siteChecks,
        Execs execs,
        Workflows workflows,
        Blobs blobs,
        SecretStore secrets) {}
