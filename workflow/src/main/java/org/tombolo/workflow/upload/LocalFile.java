package org.tombolo.workflow.upload;

import java.nio.file.Path;

/// A file of this machine that is to be uploaded.
///
/// @param path its place in the upload
/// @param file where it is, links resolved
/// @param size when it was looked at
public record LocalFile(String path, Path file, long size, boolean executable) {}
