package org.tombolo.testkit.rules.planted.sim;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Planted: everything that code which must replay may not do. Never run.
@SuppressWarnings("all")
public final class Careless {
    private Careless() {}

    static Object[] time() {
        return new Object[] {
            Instant.now(),
            LocalDate.now(),
            LocalDateTime.now(),
            ZonedDateTime.now(),
            OffsetDateTime.now(),
            Clock.systemUTC(),
            Clock.systemDefaultZone(),
            Clock.system(java.time.ZoneOffset.UTC),
            System.currentTimeMillis(),
            System.nanoTime(),
            new Date()
        };
    }

    static Object[] chance(List<String> words) {
        Collections.shuffle(words);
        return new Object[] {
            Math.random(), UUID.randomUUID(), new SecureRandom(), ThreadLocalRandom.current(),
        };
    }

    static Object[] threads(List<String> words) throws Exception {
        Thread.sleep(1);
        Arrays.parallelSort(new int[0]);
        return new Object[] {
            new Thread(() -> {}),
            Thread.ofVirtual(),
            Thread.ofPlatform(),
            Thread.startVirtualThread(() -> {}),
            Executors.newCachedThreadPool(),
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()),
            ForkJoinPool.commonPool(),
            CompletableFuture.runAsync(() -> {}),
            CompletableFuture.supplyAsync(() -> ""),
            new Timer(),
            words.parallelStream(),
            Stream.of(1).parallel()
        };
    }

    static Object[] identity() {
        return new Object[] {System.identityHashCode(""), new IdentityHashMap<String, String>()};
    }

    static Object[] order() {
        Function<String, String> same = word -> word;
        return new Object[] {
            Map.of(),
            Map.ofEntries(),
            Map.copyOf(new TreeMap<String, String>()),
            Set.of(),
            Set.copyOf(new ArrayList<String>()),
            HashMap.newHashMap(1),
            HashSet.newHashSet(1),
            new WeakHashMap<String, String>(),
            new ConcurrentHashMap<String, String>(),
            new HashMap<String, String>(),
            Stream.of("a").collect(Collectors.toCollection(HashSet::new)),
            Stream.of("a").collect(Collectors.toSet()),
            Stream.of("a").collect(Collectors.toUnmodifiableSet()),
            Stream.of("a").collect(Collectors.toMap(same, same)),
            Stream.of("a").collect(Collectors.toUnmodifiableMap(same, same)),
            Stream.of("a").collect(Collectors.groupingBy(same)),
            Stream.of("a").collect(Collectors.groupingByConcurrent(same))
        };
    }
}
