package org.tombolo.blobs.s3;

/// An object as a list shows it.
///
/// @param tag its ETag, with its quotes
public record S3Object(String key, long size, String tag) {}
