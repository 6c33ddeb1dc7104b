package org.tombolo.workflow.grammar;

import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Scalars;

/// Port numbers.
final class Ports {
    static final int MOST = 65_535;
    static final Form<Integer> NUMBER = Scalars.whole(1, MOST);

    /// Ours: 0 is one that the factory allots.
    static final Form<Integer> NUMBER_OR_ANY = Scalars.whole(0, MOST);

    private Ports() {}
}
