package org.tombolo.workflow.form;

import org.tombolo.workflow.problem.Place;

/// A file or folder that the workflow file names and that is not in it: `file://NAME`.
///
/// @param name  its path in the upload, as `TreePath` allows
/// @param path  the key that names it
public record NamedUpload(String name, String path, Place place) {}
