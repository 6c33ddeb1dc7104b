package org.tombolo.sim.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Loads the kernel and the simulator a second time, with a bug planted. The product's classes have no hook for this.
final class MutantLoader extends ClassLoader {
    /// What must be loaded again whichever class is changed, for it knows the kernel's classes.
    private static final List<String> ALWAYS =
            List.of("org.tombolo.control.", "org.tombolo.placement.", "org.tombolo.sim.");

    private final Mutation mutation;
    private final SortedSet<String> changed = new TreeSet<>();

    MutantLoader(ClassLoader parent, Mutation mutation) {
        super(parent);
        this.mutation = mutation;
    }

    /// Classes whose bytes are other ones now.
    SortedSet<String> changed() {
        return changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return isOurs(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private boolean isOurs(String name) {
        return ALWAYS.stream().anyMatch(name::startsWith)
                || mutation.changes().stream()
                        .anyMatch(change -> name.startsWith(change.className()
                                .substring(0, change.className().lastIndexOf('.') + 1)));
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        for (var change : mutation.changes()) {
            if (change.className().equals(name)) {
                bytes = changed(bytes, change);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] changed(byte[] bytes, Change change) {
        var classes = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(getParent())
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        int[] applied = new int[1];
        byte[] after = classes.transformClass(classes.parse(bytes), change.transform(applied));
        if (applied[0] == 0) {
            throw new IllegalStateException("mutation %s does not apply any more: nothing to change in %s.%s"
                    .formatted(mutation.name(), change.className(), change.method()));
        }
        changed.add(change.className() + "." + change.method());
        return after;
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class " + name, e);
        }
    }
}
