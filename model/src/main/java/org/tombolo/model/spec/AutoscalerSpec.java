package org.tombolo.model.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How many replicas, and what moves the number.
public record AutoscalerSpec(
        Optional<Replicas> replicas,
        Optional<Metrics> metrics,
        List<ScaleRule> scaleUp,
        Optional<ScaleRule> scaleDown) {
    public AutoscalerSpec {
        scaleUp = List.copyOf(scaleUp);
    }

    public record Replicas(int min, int max) {}

    public record Metrics(boolean enabled, String path, int port, Duration interval, List<String> includes) {
        public Metrics {
            includes = List.copyOf(includes);
        }
    }

    public record ScaleRule(
            String metricsQuery, Duration cooldownPeriod, List<String> services, Optional<Duration> drainPeriod) {
        public ScaleRule {
            services = List.copyOf(services);
        }
    }
}
