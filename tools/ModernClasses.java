import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Copies a jar, its classes of before Java 6 in the format of Java 17 (with the stack maps that it asks for): the JVM's
/// AOT cache takes no older ones, and a library of 170 of them then costs each command 40 ms.
/// usage: java ModernClasses.java FROM.jar TO.jar
final class ModernClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_17 = 61;

    private ModernClasses() {}

    public static void main(String[] args) throws IOException {
        var from = Path.of(args[0]);
        try (var types = new URLClassLoader(new URL[] {from.toUri().toURL()});
                var in = new ZipInputStream(Files.newInputStream(from));
                var out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            var format = ClassFile.of(
                    ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(types)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var bytes = in.readAllBytes();
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? modern(format, bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static byte[] modern(ClassFile format, byte[] bytes) {
        var type = format.parse(bytes);
        return type.majorVersion() >= JAVA_6
                ? bytes
                : format.transformClass(
                        type,
                        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(new Version()));
    }

    private static final class Version implements ClassTransform {
        @Override
        public void accept(ClassBuilder made, ClassElement element) {
            if (!(element instanceof ClassFileVersion)) {
                made.with(element);
            }
        }

        @Override
        public void atEnd(ClassBuilder made) {
            made.withVersion(JAVA_17, 0);
        }
    }
}
