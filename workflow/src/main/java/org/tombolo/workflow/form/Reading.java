package org.tombolo.workflow.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.Nearest;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.workflow.problem.Problems;

/// What is the same for all values of one file while it is read. Used by one thread, for one file.
public final class Reading {
    public static final int MOST_INLINED = 16 << 20;

    private final Problems problems;
    private final FormatVersion version;
    private final Declared declared;
    private final List<NamedUpload> uploads = new ArrayList<>();
    private long inlined;

    public Reading(Problems problems, FormatVersion version, Declared declared) {
        this.problems = problems;
        this.version = version;
        this.declared = declared;
    }

    public Problems problems() {
        return problems;
    }

    public FormatVersion version() {
        return version;
    }

    public Declared declared() {
        return declared;
    }

    /// Notes that the file needs a file or folder from beside it.
    public void needs(NamedUpload upload) {
        uploads.add(upload);
    }

    /// The nearest of the words, as long as the file does not have so many problems that guessing would only cost.
    public Optional<String> nearest(String found, Collection<String> words) {
        return problems.mayGuess() ? Nearest.to(found, words) : Optional.empty();
    }

    /// Whether a text of the workflow file may be put into one more place: all together they stay small enough to be
    /// carried around.
    public boolean mayInline(String text) {
        inlined += text.length();
        return inlined <= MOST_INLINED;
    }

    /// In the order of the file; a name as often as it is written.
    public List<NamedUpload> uploads() {
        return List.copyOf(uploads);
    }
}
