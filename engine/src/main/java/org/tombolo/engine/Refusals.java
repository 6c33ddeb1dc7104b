package org.tombolo.engine;

import java.util.ArrayList;
import java.util.List;

/// What a site refuses of one part of a workflow file, as it is found.
public final class Refusals {
    private final String site;
    private final String place;
    private final List<Capabilities.Refusal> found = new ArrayList<>();

    /// @param site  who refuses, in words
    /// @param place of the part in the file, such as `jobs.train`
    public Refusals(String site, String place) {
        this.site = site;
        this.place = place;
    }

    public void when(boolean refused, String key, String why) {
        if (refused) {
            add(key, why);
        }
    }

    public void add(String key, String why) {
        found.add(new Capabilities.Refusal(place + "." + key, site + " " + why));
    }

    public List<Capabilities.Refusal> list() {
        return List.copyOf(found);
    }
}
