package org.tombolo.placement;

/// How a grant is held.
///
/// @param alone nobody else may be given anything of the host
/// @param stays until somebody ends it: no use in waiting for it
public record Tenure(boolean alone, boolean stays) {
    public static final Tenure SHARED = new Tenure(false, false);
    public static final Tenure ALONE = new Tenure(true, false);
}
