package org.tombolo.testkit.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the code that must replay may not call: the same commands have to make the same records in every JVM.
/// A class that truly needs one of these is named in [#EXCUSED], with the reason.
public final class Determinism {
    /// The modules whose story has to be the same twice.
    static final List<String> MODULES = List.of("control", "placement", "sim");

    private static final String TIME = "time is the batch's `now`, handed in";
    private static final String CHANCE = "chance is drawn at the edge and carried in the command";
    private static final String THREADS = "threads are made by `server`, steps are taken by the loop";
    private static final String ORDER =
            "its order differs between JVMs: use an unmodifiable LinkedHashMap, a TreeMap or a list";
    private static final String IDENTITY = "an identity hash differs in every run";

    /// `owner` is the type named in the code or a type above it; `member` a method, `new`, or `*` for all of them.
    record Forbidden(String owner, String member, String why) {
        boolean forbids(JavaAccess<?> access) {
            return named(access) && access.getTargetOwner().isAssignableTo(owner);
        }

        private boolean named(JavaAccess<?> access) {
            return member.equals("*")
                    || access.getName().equals(member)
                    || (member.equals("new") && access.getName().equals("<init>"));
        }
    }

    /// A class (with those inside it) that may call `owner.member`, and why that does no harm.
    record Excused(String type, String owner, String member, String why) {
        boolean excuses(JavaClass user, Forbidden forbidden) {
            boolean inside = user.getName().equals(type) || user.getName().startsWith(type + "$");
            return inside && owner.equals(forbidden.owner()) && member.equals(forbidden.member());
        }
    }

    static final List<Forbidden> FORBIDDEN = List.of(
            new Forbidden("java.time.Instant", "now", TIME),
            new Forbidden("java.time.LocalDate", "now", TIME),
            new Forbidden("java.time.LocalDateTime", "now", TIME),
            new Forbidden("java.time.ZonedDateTime", "now", TIME),
            new Forbidden("java.time.OffsetDateTime", "now", TIME),
            new Forbidden("java.time.Clock", "systemUTC", TIME),
            new Forbidden("java.time.Clock", "systemDefaultZone", TIME),
            new Forbidden("java.time.Clock", "system", TIME),
            new Forbidden("java.lang.System", "currentTimeMillis", TIME),
            new Forbidden("java.lang.System", "nanoTime", TIME),
            new Forbidden("java.util.Date", "new", TIME),
            new Forbidden("java.lang.Math", "random", CHANCE),
            new Forbidden("java.util.UUID", "randomUUID", CHANCE),
            new Forbidden("java.security.SecureRandom", "*", CHANCE),
            new Forbidden("java.util.concurrent.ThreadLocalRandom", "*", CHANCE),
            new Forbidden("java.util.Collections", "shuffle", CHANCE),
            new Forbidden("java.lang.Thread", "new", THREADS),
            new Forbidden("java.lang.Thread", "ofVirtual", THREADS),
            new Forbidden("java.lang.Thread", "ofPlatform", THREADS),
            new Forbidden("java.lang.Thread", "startVirtualThread", THREADS),
            new Forbidden("java.lang.Thread", "sleep", THREADS),
            new Forbidden("java.util.concurrent.Executors", "*", THREADS),
            new Forbidden("java.util.concurrent.ThreadPoolExecutor", "new", THREADS),
            new Forbidden("java.util.concurrent.ForkJoinPool", "*", THREADS),
            new Forbidden("java.util.concurrent.CompletableFuture", "runAsync", THREADS),
            new Forbidden("java.util.concurrent.CompletableFuture", "supplyAsync", THREADS),
            new Forbidden("java.util.Timer", "new", THREADS),
            new Forbidden("java.util.Collection", "parallelStream", THREADS),
            new Forbidden("java.util.stream.BaseStream", "parallel", THREADS),
            new Forbidden("java.util.Arrays", "parallelSort", THREADS),
            new Forbidden("java.lang.System", "identityHashCode", IDENTITY),
            new Forbidden("java.util.IdentityHashMap", "new", IDENTITY),
            new Forbidden("java.util.Map", "of", ORDER),
            new Forbidden("java.util.Map", "ofEntries", ORDER),
            new Forbidden("java.util.Map", "copyOf", ORDER),
            new Forbidden("java.util.Set", "of", ORDER),
            new Forbidden("java.util.Set", "copyOf", ORDER),
            new Forbidden("java.util.HashMap", "newHashMap", ORDER),
            new Forbidden("java.util.HashSet", "newHashSet", ORDER),
            new Forbidden("java.util.WeakHashMap", "new", ORDER),
            new Forbidden("java.util.concurrent.ConcurrentHashMap", "*", ORDER),
            new Forbidden("java.util.stream.Collectors", "toSet", ORDER),
            new Forbidden("java.util.stream.Collectors", "toUnmodifiableSet", ORDER),
            new Forbidden("java.util.stream.Collectors", "toUnmodifiableMap", ORDER),
            new Forbidden("java.util.stream.Collectors", "groupingByConcurrent", ORDER));

    /// Types that a LinkedHashMap, LinkedHashSet or EnumMap is also one of, so that they are matched by name alone.
    static final List<Forbidden> FORBIDDEN_ITSELF =
            List.of(new Forbidden("java.util.HashMap", "new", ORDER), new Forbidden("java.util.HashSet", "new", ORDER));

    /// Calls whose two- or one-argument form makes a HashMap; the form that is handed a map maker is fine.
    private static final String COLLECTORS = "java.util.stream.Collectors";

    static final List<Excused> EXCUSED = List.of(
            new Excused(
                    "org.tombolo.control.loop.ControlLoop",
                    "java.lang.Thread",
                    "sleep",
                    "the server's thread of the loop waits for a journal that does not answer; `sim` drives Kernel, never this"));

    private final String root;
    private final List<Excused> excused;

    Determinism(String root, List<Excused> excused) {
        this.root = root;
        this.excused = excused;
    }

    public static Determinism under(String root) {
        return new Determinism(root, EXCUSED);
    }

    /// One line for each place that calls what it may not.
    public List<String> violations(JavaClasses classes) {
        var found = new TreeSet<String>();
        for (JavaClass type : classes) {
            if (mustReplay(type)) {
                type.getAccessesFromSelf().forEach(access -> judge(type, access, found));
            }
        }
        return List.copyOf(found);
    }

    private void judge(JavaClass type, JavaAccess<?> access, SortedSet<String> found) {
        FORBIDDEN.stream()
                .filter(forbidden -> forbidden.forbids(access))
                .forEach(forbidden -> add(type, access, forbidden, found));
        FORBIDDEN_ITSELF.stream()
                .filter(forbidden -> forbidden.named(access)
                        && access.getTargetOwner().getName().equals(forbidden.owner()))
                .forEach(forbidden -> add(type, access, forbidden, found));
        hiddenHashMap(access).ifPresent(forbidden -> add(type, access, forbidden, found));
    }

    /// `toMap(key, value[, merge])` and `groupingBy(key[, downstream])` make a HashMap by themselves.
    private static Optional<Forbidden> hiddenHashMap(JavaAccess<?> access) {
        if (!access.getTargetOwner().getName().equals(COLLECTORS)) {
            return Optional.empty();
        }
        String signature = access.getTarget().getFullName();
        boolean makesMap = signature.contains("toMap(") || signature.contains("groupingBy(");
        boolean handedMaker = signature.contains("java.util.function.Supplier");
        return makesMap && !handedMaker
                ? Optional.of(new Forbidden(COLLECTORS, access.getName(), ORDER))
                : Optional.empty();
    }

    private void add(JavaClass type, JavaAccess<?> access, Forbidden forbidden, SortedSet<String> found) {
        if (excused.stream().noneMatch(excuse -> excuse.excuses(type, forbidden))) {
            found.add("%s calls %s.%s: %s"
                    .formatted(place(access), simple(forbidden.owner()), forbidden.member(), forbidden.why()));
        }
    }

    private static String place(JavaAccess<?> access) {
        return "%s:%d".formatted(access.getOriginOwner().getName(), access.getLineNumber());
    }

    private static String simple(String owner) {
        return owner.substring(owner.lastIndexOf('.') + 1);
    }

    private boolean mustReplay(JavaClass type) {
        return MODULES.stream()
                .map(module -> root + "." + module)
                .anyMatch(name -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."));
    }
}
