package org.tombolo.model.state;

/// A fact that makes no sense for what it meets: a defect of ours, never of a site.
public final class IllegalTransition extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public IllegalTransition(Object id, Object from, Object what) {
        super("%s: %s does not follow %s".formatted(id, what, from));
    }
}
