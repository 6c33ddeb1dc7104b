package org.tombolo.workflow.params;

/// What a parameter is in this reading of the file.
///
/// @param text  as it was set, or the default. Of a path: on the machine of whoever submits, relative to the working
///              directory when it was set, to the workflow's folder when it is the default
/// @param isSet by a setting, not by default
public record ParamValue(Param param, String text, boolean isSet) {
    /// Where uploads of parameters are: no file of the workflow's own folder has a name below it.
    public static final String FOLDER = "params/";

    /// What `${params.name}` becomes: of a path, its name in the upload.
    public String inserted() {
        return param.type() == ParamType.PATH ? FOLDER + param.name() : text;
    }

    /// Whether a value that is nothing but the parameter is a number or a boolean, not text.
    boolean isPlain() {
        return switch (param.type()) {
            case INT, FLOAT, BOOL -> true;
            case STRING, PATH, CHOICE -> false;
        };
    }
}
