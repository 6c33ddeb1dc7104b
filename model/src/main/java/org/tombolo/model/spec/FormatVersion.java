package org.tombolo.model.spec;

/// The versions of the format that can be read.
public enum FormatVersion {
    V1,
    V4
}
