package org.tombolo.model.secret;

/// What a secret opens. The names are those of the workflow format, 4.9.
public enum SecretType {
    VALUE,
    S3,
    HTTP,
    IMAGE,
    MAP,
    DECRYPTION_SIF,
    HF
}
