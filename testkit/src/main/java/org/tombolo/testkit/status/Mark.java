package org.tombolo.testkit.status;

import java.util.List;
import org.tombolo.testkit.reports.TestReports.Outcome;
import org.tombolo.testkit.reports.TestReports.Result;

/// How a feature's tests went when they last ran here.
enum Mark {
    PASSED(false),
    /// Not all of its tests have run here.
    NOT_RUN(false),
    /// A test that is skipped shows nothing.
    SKIPPED(true),
    FAILED(true);

    private final boolean red;

    Mark(boolean red) {
        this.red = red;
    }

    boolean isRed() {
        return red;
    }

    /// The worst of its tests'.
    static Mark of(List<Found.Test> tests, List<Result> results) {
        return tests.stream().map(test -> of(test, results)).reduce(PASSED, Mark::worse);
    }

    /// A test may stand in several reports: a skip counts only where it passed in none.
    private static Mark of(Found.Test test, List<Result> results) {
        var own = results.stream()
                .filter(result -> isOf(test, result.name()))
                .map(Result::outcome)
                .toList();
        if (own.isEmpty()) {
            return NOT_RUN;
        }
        if (own.contains(Outcome.FAILED)) {
            return FAILED;
        }
        return own.contains(Outcome.PASSED) ? PASSED : SKIPPED;
    }

    private static Mark worse(Mark one, Mark other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Reports add what a parameterised test was given: `name(String)[1]`.
    private static boolean isOf(Found.Test test, String reported) {
        String name = test.type() + "." + test.method();
        return reported.equals(name)
                || (reported.startsWith(name) && "([{ ".indexOf(reported.charAt(name.length())) >= 0);
    }
}
