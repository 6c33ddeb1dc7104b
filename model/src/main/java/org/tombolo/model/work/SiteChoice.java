package org.tombolo.model.work;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.SiteId;

/// The recorded reason for where a job goes.
///
/// @param refused site → why not
public record SiteChoice(SiteId site, String reason, SequencedMap<String, String> refused) {
    public SiteChoice {
        refused = Ordered.copy(refused);
    }
}
