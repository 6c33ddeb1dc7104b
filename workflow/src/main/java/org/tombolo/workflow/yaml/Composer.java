package org.tombolo.workflow.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.problem.Problems;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Hole;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Node.Sequence;

/// Puts events together to a tree, within limits. What can be mended by leaving it out is reported and left out.
final class Composer {
    /// The format needs 8.
    static final int MOST_DEPTH = 40;

    static final int MOST_VALUES = 200_000;
    static final int MOST_CHARACTERS = 16 << 20;
    private static final String MERGE = "<<";
    private static final String TAGS = "tag:yaml.org,2002:";

    private final Iterator<Event> events;
    private final Problems problems;
    private final Map<String, Node> anchors = new HashMap<>();
    private int values;

    Composer(Iterator<Event> events, Problems problems) {
        this.events = events;
        this.problems = problems;
    }

    Node root() {
        return node(events.next(), "", 1);
    }

    private Node node(Event event, String path, int depth) {
        var place = placeOf(event);
        if (depth > MOST_DEPTH) {
            throw new TooMuch(place, "", "expected at most %d levels of nesting, found more".formatted(MOST_DEPTH));
        }
        if (++values > MOST_VALUES) {
            throw new TooMuch(place, "", "expected at most %d values, found more".formatted(MOST_VALUES));
        }
        if (event instanceof AliasEvent alias) {
            return within(anchored(alias, path, place), place, path, depth);
        }
        var node = within(written((NodeEvent) event, path, depth), place, path, depth);
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        return node;
    }

    private Node written(NodeEvent event, String path, int depth) {
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, path);
            case SequenceStartEvent sequence -> sequence(sequence, path, depth);
            case MappingStartEvent mapping -> mapping(mapping, path, depth);
            default -> throw new IllegalStateException("an event that starts no value: " + event.getEventId());
        };
    }

    private Node anchored(AliasEvent alias, String path, Place place) {
        var name = alias.getAlias().getValue();
        var node = anchors.get(name);
        if (node == null) {
            problems.add(
                    place,
                    path,
                    "no anchor \"&%s\" above this alias, or it is inside its own anchor".formatted(Printable.of(name)));
            return new Hole(place);
        }
        return node;
    }

    private static Node within(Node node, Place place, String path, int depth) {
        if (node.extent().values() > MOST_VALUES) {
            throw new TooMuch(
                    place,
                    path,
                    "expected at most %d values, found more once aliases are counted as often as they are used"
                            .formatted(MOST_VALUES));
        }
        if (node.extent().characters() > MOST_CHARACTERS) {
            throw new TooMuch(
                    place,
                    path,
                    "expected at most %d characters, found more once aliases are counted as often as they are used"
                            .formatted(MOST_CHARACTERS));
        }
        if (depth + node.extent().depth() - 1 > MOST_DEPTH) {
            throw new TooMuch(place, path, "expected at most %d levels of nesting, found more".formatted(MOST_DEPTH));
        }
        return node;
    }

    private Node scalar(ScalarEvent event, String path) {
        var place = placeOf(event);
        var text = event.getValue();
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            problems.add(place, path, "expected text, found an escape that stands for no character");
            return new Hole(place);
        }
        var tag = event.getTag().filter(it -> !it.equals("!") && !it.equals(TAGS + "str"));
        if (tag.isPresent()) {
            noTag(tag.get(), path, place);
            return new Hole(place);
        }
        return new Scalar(text, event.isPlain() && event.getTag().isEmpty(), place);
    }

    private Sequence sequence(SequenceStartEvent event, String path, int depth) {
        checkTag(event, "seq", path);
        var items = new ArrayList<Node>();
        for (var next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, KeyPath.item(path, items.size()), depth + 1));
        }
        return Sequence.of(items, placeOf(event));
    }

    private Node mapping(MappingStartEvent event, String path, int depth) {
        checkTag(event, "map", path);
        var entries = new LinkedHashMap<String, Entry>();
        var merged = new ArrayList<Entry>();
        boolean isBroken = false;
        for (var next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            var key = node(next, path, depth + 1);
            var place = placeOf(next);
            if (!(key instanceof Scalar(var name, var plain, var _)) || key.isNothing()) {
                node(events.next(), path, depth + 1);
                noKey(key, path, place);
                isBroken = true;
            } else if (plain && name.equals(MERGE)) {
                merged.addAll(merged(node(events.next(), path, depth + 1), path));
            } else {
                var childPath = KeyPath.child(path, name);
                var entry = new Entry(name, place, node(events.next(), childPath, depth + 1));
                var first = entries.putIfAbsent(name, entry);
                if (first != null) {
                    problems.add(
                            place,
                            childPath,
                            "the key is there twice; first in line %d"
                                    .formatted(first.place().line()));
                }
            }
        }
        merged.forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        return isBroken && entries.isEmpty()
                ? new Hole(placeOf(event))
                : Mapping.of(List.copyOf(entries.values()), placeOf(event));
    }

    /// `<<: *other`, as YAML 1.1 has it and many files use it: keys of the mapping itself win, then the first merged.
    private List<Entry> merged(Node value, String path) {
        return switch (value) {
            case Mapping mapping -> mapping.entries();
            case Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> merged(item, path).stream())
                        .toList();
            case Hole _ -> List.of();
            case Scalar _ -> {
                problems.add(value.place(), path, "expected a mapping to merge (<<), found " + value.described());
                yield List.of();
            }
        };
    }

    private void noKey(Node key, String path, Place place) {
        if (key instanceof Hole) {
            return;
        }
        var remedy = key instanceof Mapping ? "; is it a template ({{ ... }}) that has not been rendered?" : "";
        problems.add(place, path, "expected a key, found " + key.described() + remedy);
    }

    private void checkTag(CollectionStartEvent event, String allowed, String path) {
        event.getTag()
                .filter(tag -> !tag.equals(TAGS + allowed) && !tag.equals("!"))
                .ifPresent(tag -> noTag(tag, path, placeOf(event)));
    }

    private void noTag(String tag, String path, Place place) {
        problems.add(place, path, "expected a value without a tag, found the tag \"%s\"".formatted(Printable.of(tag)));
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static Place placeOf(Event event) {
        return event.getStartMark().map(YamlTree::place).orElse(Place.START);
    }
}
