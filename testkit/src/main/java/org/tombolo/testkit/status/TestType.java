package org.tombolo.testkit.status;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A class with tests, as its source has it.
///
/// @param parent  the simple name of the superclass
/// @param methods each test and its tags; one that is disabled is not among them
record TestType(
        String packageName,
        String name,
        boolean runs,
        Optional<String> parent,
        List<String> tags,
        Map<String, List<String>> methods) {
    private static final List<String> TESTS =
            List.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    /// The top-level class of a file.
    static TestType read(Path file) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            return unit.getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .findFirst()
                    .map(type -> of(String.valueOf(unit.getPackageName()), type))
                    .orElseThrow(() -> new IOException(file + ": no class in it"));
        }
    }

    private static TestType of(String packageName, ClassTree type) {
        var methods = new LinkedHashMap<String, List<String>>();
        for (var member : type.getMembers()) {
            if (member instanceof MethodTree method && isTest(method.getModifiers())) {
                methods.put(method.getName().toString(), tags(method.getModifiers()));
            }
        }
        boolean runs =
                !type.getModifiers().getFlags().contains(Modifier.ABSTRACT) && !has(type.getModifiers(), "Disabled");
        var parent = Optional.ofNullable(type.getExtendsClause())
                .map(Object::toString)
                .map(name -> name.substring(name.lastIndexOf('.') + 1));
        return new TestType(
                packageName, type.getSimpleName().toString(), runs, parent, tags(type.getModifiers()), methods);
    }

    private static boolean isTest(ModifiersTree modifiers) {
        return TESTS.stream().anyMatch(name -> has(modifiers, name)) && !has(modifiers, "Disabled");
    }

    private static boolean has(ModifiersTree modifiers, String annotation) {
        return named(modifiers, annotation).findAny().isPresent();
    }

    private static List<String> tags(ModifiersTree modifiers) {
        var tags = new ArrayList<String>();
        named(modifiers, "Tag").flatMap(tag -> tag.getArguments().stream()).forEach(argument -> {
            ExpressionTree value = argument instanceof AssignmentTree assigned ? assigned.getExpression() : argument;
            tags.add(value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString());
        });
        return tags;
    }

    private static Stream<? extends AnnotationTree> named(ModifiersTree modifiers, String annotation) {
        return modifiers.getAnnotations().stream()
                .filter(each -> each.getAnnotationType().toString().equals(annotation));
    }
}
