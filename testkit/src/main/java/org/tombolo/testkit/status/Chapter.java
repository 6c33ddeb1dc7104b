package org.tombolo.testkit.status;

import java.util.List;

/// A heading of `docs/status.md` and what stands below it.
record Chapter(String title, List<Line> lines) {
    Chapter {
        lines = List.copyOf(lines);
    }

    static Chapter of(String title, Line... lines) {
        return new Chapter(title, List.of(lines));
    }

    sealed interface Line {
        /// What is said: one sentence, without a full stop.
        String feature();

        /// @param tests ids, `Class#method`
        record Works(String feature, List<String> tests) implements Line {
            public Works {
                tests = List.copyOf(tests);
            }
        }

        /// @param why it is not there
        record NotYet(String feature, String why) implements Line {}
    }

    static Line works(String feature, String... tests) {
        return new Line.Works(feature, List.of(tests));
    }

    static Line notYet(String feature, String why) {
        return new Line.NotYet(feature, why);
    }
}
