package org.tombolo.model.spec;

import java.time.Duration;
import java.util.Optional;

/// Bytes into a volume (ingress) or out of it (egress). The volume's side is a relative path: `file://a/b` and
/// `file:///a/b` are the same.
public record TransferSpec(UriSpec source, UriSpec destination, Optional<Duration> timeout) {}
