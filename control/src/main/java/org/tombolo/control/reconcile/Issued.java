package org.tombolo.control.reconcile;

import org.tombolo.model.SiteId;

/// A call on its way.
///
/// @param number of the call, in this process
public record Issued(long number, SiteId site, Call call) {}
