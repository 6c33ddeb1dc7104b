package org.tombolo.workflow.form;

import java.util.List;
import java.util.Locale;

/// A key of an object. Its camelCase twin is read too, since both are in use.
///
/// @param name    kebab-case
/// @param ours    not part of the format that we are compatible with
/// @param meaning one line for people
public record Key<T>(String name, Form<T> form, boolean required, boolean ours, String meaning) {
    public static <T> Key<T> of(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, false, false, meaning);
    }

    /// An object without it cannot be read.
    public static <T> Key<T> required(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, true, false, meaning);
    }

    public static <T> Key<T> ours(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, false, true, meaning);
    }

    /// All ways to write it.
    public List<String> spellings() {
        return List.of(name, camelCase());
    }

    private String camelCase() {
        if (name.indexOf('-') < 0) {
            return name;
        }
        var words = name.split("-", -1);
        var out = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            out.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return out.toString();
    }
}
