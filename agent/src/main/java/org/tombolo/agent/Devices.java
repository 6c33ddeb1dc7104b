package org.tombolo.agent;

import java.util.Optional;

/// How a process is told which devices it may use.
final class Devices {
    static final String NVIDIA = "nvidia.com/gpu";
    static final String AMD = "amd.com/gpu";

    private Devices() {}

    static Optional<String> variable(String kind) {
        return switch (kind) {
            case NVIDIA -> Optional.of("CUDA_VISIBLE_DEVICES");
            case AMD -> Optional.of("ROCR_VISIBLE_DEVICES");
            default -> Optional.empty();
        };
    }
}
