package org.tombolo.workflow.params;

/// What a parameter may be set to.
public enum ParamType {
    STRING("text"),
    INT("a whole number"),
    FLOAT("a number"),
    BOOL("true or false"),
    /// A file or folder of whoever submits, uploaded with the run.
    PATH("a path"),
    CHOICE("one of its options");

    private final String expected;

    ParamType(String expected) {
        this.expected = expected;
    }

    String expected() {
        return expected;
    }
}
