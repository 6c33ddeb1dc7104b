package org.tombolo.control.reconcile;

import java.time.Duration;
import java.util.List;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.VolumeId;

/// Something to ask of a site.
public sealed interface Call {
    record Describe() implements Call {}

    record Observe(Cursor since, Duration patience) implements Call {}

    record Submit(Batch batch) implements Call {}

    record Find(List<AttemptId> attempts) implements Call {
        public Find {
            attempts = List.copyOf(attempts);
        }
    }

    record Stop(List<StopOrder> orders) implements Call {
        public Stop {
            orders = List.copyOf(orders);
        }
    }

    record Forget(List<AttemptId> attempts) implements Call {
        public Forget {
            attempts = List.copyOf(attempts);
        }
    }

    record Remove(VolumeId volume) implements Call {}
}
