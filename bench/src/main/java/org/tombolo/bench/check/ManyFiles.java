package org.tombolo.bench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Workflow files to be read: every real one of the repository, each under a name of its own many times, and as many
/// that
/// are made up, of one to twelve jobs with volumes, transfers, services, probes and arrays. No two of these are the
/// same.
final class ManyFiles {
    private static final int MOST_JOBS = 12;

    private ManyFiles() {}

    static List<Path> in(Path folder, Path clone, int count) throws IOException {
        var real = real(clone);
        var chance = new Random(count);
        var files = new ArrayList<Path>(count);
        for (int i = 0; i < count; i++) {
            boolean isReal = i % 2 == 0;
            var text = isReal ? real.get(i / 2 % real.size()) : madeUp(i, chance);
            files.add(Files.writeString(folder.resolve(i + ".yaml"), text));
        }
        return files;
    }

    private static List<String> real(Path clone) throws IOException {
        var texts = new ArrayList<String>();
        for (var root : List.of("examples", "workflow/src/test/resources/valid")) {
            try (var all = Files.walk(clone.resolve(root))) {
                for (var file : all.filter(each -> each.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static String madeUp(int number, Random chance) {
        int jobs = 1 + chance.nextInt(MOST_JOBS);
        var text = new StringBuilder("""
                version: v4
                annotations: {made-for: "file %d"}
                defaults: {job: {env: [MODE=fast], resource: {cpu: {cores: 1}, memory: {size: 1GiB}}}}
                volumes:
                  data:
                    ingress:
                      - source: {uri: "https://example.org/set-%d.tar", cache: once}
                        destination: {uri: "file://set.tar"}
                        policy: {timeout: {execute: 10m}}
                    egress: [{source: {uri: "file://out"}, destination: {uri: "s3://results/%d/"}}]
                services:
                  store:
                    image: {uri: "docker://redis:7"}
                    command: [redis-server, --port, "6379"]
                    network: {ports: [{name: main, port: 6379, protocol: tcp}]}
                    readiness-probe: {tcp-socket: {port: 6379}, period-seconds: 2, failure-threshold: 5}
                jobs:
                """.formatted(number, number, number));
        for (int job = 0; job < jobs; job++) {
            text.append(job(job, chance));
        }
        return text.toString();
    }

    private static String job(int job, Random chance) {
        var before = IntStream.range(0, job)
                .filter(_ -> chance.nextInt(3) == 0)
                .mapToObj("{name: step-%d, status: FINISHED}"::formatted)
                .collect(Collectors.joining(", "));
        var array = chance.nextInt(4) == 0 ? "    task-array: {start: 1, end: 50, concurrency: 10}\n" : "";
        return """
                  step-%d:
                    image: {uri: "docker://debian:stable-slim"}
                    script: |
                      #!/bin/sh
                      set -eu
                      sort /data/in-%d | uniq -c > "/data/out-${FB_TASK_ID:-0}"
                    mounts: {/data: {volume: data}}
                    env: [NUMBER=%d, "GREETING=hello, world"]
                    resource: {cpu: {cores: %d, affinity: NUMA}, memory: {size: %dMiB}}
                    policy: {timeout: {execute: 1h30m}, retry: {attempts: 3}}
                    depends-on: [{name: store, status: RUNNING}%s]
                %s""".formatted(
                        job,
                        chance.nextInt(1000),
                        chance.nextInt(1000),
                        1 + chance.nextInt(8),
                        256 + chance.nextInt(4096),
                        before.isEmpty() ? "" : ", " + before,
                        array)
                .indent(0);
    }
}
