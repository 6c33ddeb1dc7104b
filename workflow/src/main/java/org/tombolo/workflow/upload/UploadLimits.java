package org.tombolo.workflow.upload;

/// How much may come with a run. More belongs into a volume that is kept, or is brought in by `ingress`.
///
/// @param bytes of all files together
/// @param depth of folders in folders
public record UploadLimits(int files, long bytes, int depth) {
    public static final UploadLimits STANDARD = new UploadLimits(100_000, 10L << 30, 64);
}
