package org.tombolo.bench.measure;

import java.util.List;

/// One name of `./dev bench NAME`.
public interface Bench {
    /// Measures; may take minutes. Each result is printed when all are there.
    ///
    /// @param arguments what stood after the name
    List<Result> measure(List<String> arguments) throws Exception;
}
