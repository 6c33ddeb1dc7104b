package org.tombolo.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;

/// Draws records of the model by their components: a component whose type it does not know stops the test.
final class Samples {
    private static final String[] TEXTS = {
        "",
        "a",
        "two words",
        "line\nbreak \"quoted\" \\ \t\u0001",
        "größe",
        "\u65e5\u672c",
        "\ud83d\ude80",
        "half \ud83d",
        "nul \0",
        "{\"is\":\"x\"}"
    };
    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /// Every record below a sealed interface.
    static List<Class<?>> cases(Class<?> choice) {
        var cases = new ArrayList<Class<?>>();
        for (var permitted : choice.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                cases.add(permitted);
            } else {
                cases.addAll(cases(permitted));
            }
        }
        return cases;
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        var raw = (Class<?>) type;
        var id = id(raw);
        if (id.isPresent()) {
            return id.get();
        }
        if (raw.isEnum()) {
            return pick(raw.getEnumConstants());
        }
        if (raw.isSealed()) {
            return value(pick(cases(raw).toArray(Class<?>[]::new)));
        }
        if (raw.isRecord()) {
            return record(raw);
        }
        return plain(raw);
    }

    private Object container(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value(arguments[0]));
        }
        if (raw == List.class) {
            var list = new ArrayList<Object>();
            for (int i = random.nextInt(3); i > 0; i--) {
                list.add(value(arguments[0]));
            }
            return List.copyOf(list);
        }
        if (raw == SequencedMap.class && arguments[0] == String.class) {
            var map = new LinkedHashMap<String, Object>();
            for (int i = random.nextInt(4); i > 0; i--) {
                map.put("key-" + random.nextInt(1_000), value(arguments[1]));
            }
            return map;
        }
        throw new AssertionError("no samples of " + raw);
    }

    private Object record(Class<?> raw) {
        var components = raw.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + raw + " from " + Arrays.toString(values), e);
        }
    }

    private Object plain(Class<?> raw) {
        if (raw == String.class) {
            return pick(TEXTS);
        }
        if (raw == int.class || raw == Integer.class) {
            return pick(new Integer[] {0, 1, -1, 17, Integer.MAX_VALUE, random.nextInt()});
        }
        if (raw == long.class || raw == Long.class) {
            return pick(new Long[] {0L, 1L, -1L, 1L << 40, Long.MAX_VALUE, random.nextLong()});
        }
        if (raw == boolean.class) {
            return random.nextBoolean();
        }
        if (raw == double.class) {
            return pick(new Double[] {1.0, 1.5, 2.0, 0.1, random.nextDouble()});
        }
        if (raw == Instant.class) {
            return pick(new Instant[] {
                Instant.EPOCH,
                Instant.parse("2026-11-21T06:00:00Z"),
                Instant.ofEpochSecond(1_700_000_000L, random.nextInt(1_000_000_000)),
                Instant.MAX
            });
        }
        if (raw == Duration.class) {
            return pick(new Duration[] {
                Duration.ZERO, Duration.ofNanos(1), Duration.ofDays(400), Duration.ofMillis(-random.nextInt(100_000))
            });
        }
        throw new AssertionError("no samples of " + raw);
    }

    private Optional<Object> id(Class<?> raw) {
        var run = new RunId("run-" + random.nextInt(100));
        var job = new JobId(run, pick(new String[] {"train", "in:data", "out:data", "a.b_c-D"}));
        var task = new TaskId(job, random.nextInt(1_000_000));
        Map<Class<?>, Supplier<Object>> ids = Map.of(
                RunId.class, () -> run,
                JobId.class, () -> job,
                TaskId.class, () -> task,
                AttemptId.class, () -> new AttemptId(task, 1 + random.nextInt(9)),
                ProjectId.class, () -> new ProjectId("project-" + random.nextInt(9)),
                UserId.class, () -> new UserId("User.Name_" + random.nextInt(9)),
                SiteId.class, () -> new SiteId("site-" + random.nextInt(9)),
                FactoryId.class, () -> new FactoryId("f" + random.nextInt(9)),
                VolumeId.class, () -> volume(run),
                Digest.class, () -> new Digest("sha256:" + "%064x".formatted(random.nextLong() & Long.MAX_VALUE)));
        return Optional.ofNullable(ids.get(raw)).map(Supplier::get);
    }

    private VolumeId volume(RunId run) {
        return random.nextBoolean()
                ? new VolumeId.OfRun(run, "data")
                : new VolumeId.OfProject(new ProjectId("p"), "data");
    }

    private <T> T pick(T[] some) {
        return some[random.nextInt(some.length)];
    }
}
