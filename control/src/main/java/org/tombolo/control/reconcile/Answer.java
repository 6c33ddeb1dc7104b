package org.tombolo.control.reconcile;

import java.util.List;
import org.tombolo.engine.Description;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Submitted;

/// What came back from a call.
public sealed interface Answer {
    record Described(Description description) implements Answer {}

    record Observed(Observation observation) implements Answer {}

    record Submissions(List<Submitted> outcomes) implements Answer {
        public Submissions {
            outcomes = List.copyOf(outcomes);
        }
    }

    record Findings(List<Found> found) implements Answer {
        public Findings {
            found = List.copyOf(found);
        }
    }

    /// The call was carried out and has no answer of its own.
    record Carried() implements Answer {}

    record Forgettings(List<Forgotten> forgotten) implements Answer {
        public Forgettings {
            forgotten = List.copyOf(forgotten);
        }
    }

    /// No answer, or one that says no.
    record Failed(String why) implements Answer {}
}
