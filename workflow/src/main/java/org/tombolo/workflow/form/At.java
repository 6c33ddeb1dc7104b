package org.tombolo.workflow.form;

import java.util.Collection;
import java.util.Optional;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.yaml.KeyPath;
import org.tombolo.workflow.yaml.Node;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Hole;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Printable;

/// A value that is being read: what it is, where it stands, how it is called.
///
/// @param keyPlace where its key stands (or, in a list, the value itself)
public record At(Node node, Place keyPlace, String path, Reading reading) {

    public At child(Entry entry) {
        return new At(entry.value(), entry.place(), KeyPath.child(path, entry.key()), reading);
    }

    /// The key itself, as a value to be read.
    public At key(Entry entry) {
        return new At(new Scalar(entry.key(), false, entry.place()), entry.place(), path, reading);
    }

    public At item(int index, Node item) {
        return new At(item, item.place(), KeyPath.item(path, index), reading);
    }

    /// A problem with the value is shown where the value is; lists and mappings are found by their key.
    public Place place() {
        return node instanceof Scalar scalar && !scalar.isNull() ? scalar.place() : keyPlace;
    }

    public void report(String what) {
        reading.problems().add(place(), path, what);
    }

    public void report(String what, Optional<String> nearest) {
        reading.problems().add(place(), path, what, nearest);
    }

    public void warn(String what) {
        reading.problems().warn(place(), path, what);
    }

    /// Reports "expected ..., found ..."; always empty, so that a form can return it.
    public <T> Optional<T> expected(String expected) {
        return expected(expected, Optional.empty());
    }

    public <T> Optional<T> expected(String expected, Optional<String> nearest) {
        if (node instanceof Hole) {
            return Optional.empty();
        }
        report("expected %s, found %s".formatted(expected, node.described()), nearest);
        return Optional.empty();
    }

    /// Reports a reference to something that the file does not declare.
    public void unknown(String what, String name, Collection<String> known) {
        report("no %s \"%s\"".formatted(what, Printable.of(name)), reading.nearest(name, known));
    }
}
