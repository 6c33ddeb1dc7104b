package org.tombolo.workflow.grammar;

import java.util.SequencedMap;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.Scalars;

/// Free texts by name, wherever the format takes them.
final class Annotations {
    static final Form<SequencedMap<String, String>> FORM = Lists.byName("NAME", Scalars.LINE, Scalars.TEXT);

    private Annotations() {}
}
