package org.tombolo.workflow.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Hole;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Node.Sequence;

/// Where each key of a file stands, by paths such as `jobs.train.mounts` and `jobs.train.depends-on[0].name`.
public final class Places {
    private final Node root;
    private @Nullable SequencedMap<String, Place> known;

    private Places(Node root) {
        this.root = root;
    }

    public static Places of(Node root) {
        return new Places(root);
    }

    /// Made when somebody asks: of a good file nobody does.
    private synchronized SequencedMap<String, Place> places() {
        var found = known;
        if (found == null) {
            found = new LinkedHashMap<>();
            add("", root, found);
            known = found;
        }
        return found;
    }

    /// The place of that key, or of the nearest one around it that the file has: a merged default has no place in the
    /// job that it came to.
    public Place of(String path) {
        for (var at = path; !at.isEmpty(); at = around(at)) {
            var place = places().get(at);
            if (place != null) {
                return place;
            }
        }
        return Place.START;
    }

    public Optional<Place> find(String path) {
        return Optional.ofNullable(places().get(path));
    }

    /// In the order of the file.
    public SequencedMap<String, Place> all() {
        return Collections.unmodifiableSequencedMap(places());
    }

    private static void add(String path, Node node, SequencedMap<String, Place> places) {
        switch (node) {
            case Scalar _, Hole _ -> {}
            case Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    var item = sequence.items().get(i);
                    var itemPath = KeyPath.item(path, i);
                    places.put(itemPath, item.place());
                    add(itemPath, item, places);
                }
            }
            case Mapping mapping -> {
                for (Entry entry : mapping.entries()) {
                    var childPath = KeyPath.child(path, entry.key());
                    places.put(childPath, entry.place());
                    add(childPath, entry.value(), places);
                }
            }
        }
    }

    private static String around(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return path.substring(0, Math.max(0, end));
    }
}
