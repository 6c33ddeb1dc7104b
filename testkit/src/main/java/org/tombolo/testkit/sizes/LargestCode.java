package org.tombolo.testkit.sizes;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Prints the ten largest top-level classes and the ten largest methods of the modules' main sources, and the
/// percentiles
/// that the house style names. It parses with the JDK's own compiler. One file, so that `java` runs it before a build.
public final class LargestCode {
    private static final int SHOWN = 10;

    /// A class or method and the lines it takes, from its first modifier to its last brace.
    record Size(String name, Path file, long line, long lines) {}

    private final List<Size> types = new ArrayList<>();
    private final List<Size> methods = new ArrayList<>();

    private LargestCode() {}

    /// `args`: the repository's root.
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length == 0 ? "." : args[0]);
        of(root).print(System.out);
    }

    static LargestCode of(Path root) throws IOException {
        var found = new LargestCode();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(root)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(found.new Measure(root, unit, positions), "");
            }
        }
        return found;
    }

    List<Size> types() {
        return types;
    }

    List<Size> methods() {
        return methods;
    }

    private void print(PrintStream out) {
        print(out, "classes", types);
        print(out, "methods", methods);
    }

    private static void print(PrintStream out, String what, List<Size> sizes) {
        if (sizes.isEmpty()) {
            return;
        }
        sizes.sort(Comparator.comparingLong(Size::lines).reversed().thenComparing(Size::name));
        out.printf(
                "largest of %d %s (lines: half have at most %d, nine of ten at most %d)%n",
                sizes.size(), what, percentile(sizes, 50), percentile(sizes, 90));
        for (Size size : sizes.subList(0, Math.min(SHOWN, sizes.size()))) {
            out.printf("%6d  %s  %s:%d%n", size.lines(), size.name(), size.file(), size.line());
        }
    }

    /// `sizes` is sorted, largest first.
    private static long percentile(List<Size> sizes, int percent) {
        return sizes.get(sizes.size() * (100 - percent) / 100).lines();
    }

    private static List<Path> sources(Path root) throws IOException {
        var sources = new ArrayList<Path>();
        try (var modules = Files.list(root)) {
            modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .forEach(folder -> sources.addAll(javaFiles(folder)));
        }
        return sources;
    }

    private static List<Path> javaFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Walks one file, carrying the names of the types around the current place, each with its point.
    private final class Measure extends TreeScanner<Boolean, String> {
        private final Path file;
        private final CompilationUnitTree unit;
        private final LineMap lines;
        private final SourcePositions positions;

        Measure(Path root, CompilationUnitTree unit, SourcePositions positions) {
            Path source = Path.of(unit.getSourceFile().toUri()).normalize();
            this.file = root.toAbsolutePath().normalize().relativize(source);
            this.unit = unit;
            this.lines = unit.getLineMap();
            this.positions = positions;
        }

        @Override
        public Boolean visitClass(ClassTree type, String around) {
            String name = type.getSimpleName().isEmpty() ? "(anonymous)" : type.getSimpleName() + "";
            if (around.isEmpty()) {
                types.add(size(name, type));
            }
            return super.visitClass(type, around + name + ".");
        }

        @Override
        public Boolean visitMethod(MethodTree method, String around) {
            boolean written = positions.getEndPosition(unit, method) >= 0; // a record's hidden constructor has no end
            if (method.getBody() != null && written) {
                String name = method.getName().contentEquals("<init>") ? "new" : method.getName() + "";
                methods.add(size(around + name, method));
            }
            return super.visitMethod(method, around);
        }

        private Size size(String name, Tree tree) {
            long first = lines.getLineNumber(positions.getStartPosition(unit, tree));
            long last = lines.getLineNumber(positions.getEndPosition(unit, tree));
            return new Size(name, file, first, last - first + 1);
        }
    }
}
