package org.tombolo.workflow.yaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.problem.Problems;

/// One YAML 1.2 document as a tree.
public final class YamlTree {
    private YamlTree() {}

    /// The tree, even when something in it was reported (a key that is there twice); empty when the text is no YAML.
    public static Optional<Node> read(String text, Problems problems) {
        try {
            return document(text, problems);
        } catch (MarkedYamlEngineException e) {
            var place = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(YamlTree::place)
                    .orElse(Place.START);
            problems.add(place, "", explained(e, text, place));
        } catch (TooMuch e) {
            problems.add(e.place(), e.path(), e.what());
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The library's way of refusing odd tags and escapes is not always its own exception.
            problems.add(Place.START, "", "not YAML: " + Printable.of(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Optional<Node> document(String text, Problems problems) {
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        events.next(); // the stream starts
        var first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            problems.add(Place.START, "", "expected a workflow, found an empty file");
            return Optional.empty();
        }
        var root = new Composer(events, problems).root();
        events.next(); // the document ends
        var after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            var place = after.getStartMark().map(YamlTree::place).orElse(Place.START);
            problems.add(place, "", "expected one YAML document, found a second one: one file is one workflow");
        }
        return Optional.of(root);
    }

    static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String explained(MarkedYamlEngineException e, String text, Place place) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "expected spaces, found a tab: YAML is indented with spaces only";
        }
        var line = text.lines().skip(place.line() - 1).findFirst().orElse("");
        var remedy = "";
        if (line.contains("{{")) {
            remedy = "; is \"{{\" a template that has not been rendered?";
        } else if (line.contains("${params.") && String.valueOf(e.getContext()).contains("flow")) {
            remedy = "; inside [...] and {...}, write \"${params.name}\" in quotes";
        }
        var context = e.getContext() == null ? "" : " (" + Printable.of(e.getContext()) + ")";
        return "not YAML: " + Printable.of(problem) + context + remedy;
    }
}
