package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What people read when they made a mistake, word by word.
class BadInputTest {
    /// A file that is good but for one value of one job.
    private static String job(String line) {
        return """
                version: v4
                volumes:
                  data: {}
                jobs:
                  prepare:
                    script: echo
                  train:
                    script: echo
                    %s
                services:
                  db:
                    script: db
                """.formatted(line);
    }

    private static String service(String line) {
        return """
                version: v4
                services:
                  db:
                    script: db
                    network:
                      ports: [{name: http, port: 80}]
                    %s
                """.formatted(line);
    }

    private static String volume(String line) {
        return """
                version: v4
                volumes:
                  data:
                    %s
                jobs:
                  a: {script: echo}
                """.formatted(line);
    }

    static Stream<Arguments> jobs() {
        return Stream.of(
                Arguments.of(
                        "mounts: {/data: dta}", "9:14 jobs.train.mounts: no volume \"dta\"; did you mean \"data\"?"),
                Arguments.of("imge: x", "9:5 jobs.train: unknown key \"imge\"; did you mean \"image\"?"),
                Arguments.of(
                        "resource: {cpu: {cores: four}}",
                        "9:29 jobs.train.resource.cpu.cores: expected a whole number from 1 to 100000, found \"four\""),
                Arguments.of(
                        "resource: {cpu: {cores: \"4\"}}",
                        "9:29 jobs.train.resource.cpu.cores: expected a whole number from 1 to 100000 without quotes, found \"4\" in quotes"),
                Arguments.of(
                        "resource: {cpu: {cores: 0}}",
                        "9:29 jobs.train.resource.cpu.cores: expected a whole number from 1 to 100000, found \"0\""),
                Arguments.of(
                        "resource: {cpu: {cores: }}",
                        "9:22 jobs.train.resource.cpu.cores: expected a whole number from 1 to 100000, found nothing"),
                Arguments.of(
                        "resource: {memory: {size: 4Gi}}",
                        "9:31 jobs.train.resource.memory.size: expected a size such as 512MiB or 10GB, found \"4Gi\"; did you mean \"4GiB\"?"),
                Arguments.of(
                        "resource: {memory: {by-core: true}}",
                        "9:16 jobs.train.resource.memory: expected the key \"size\""),
                Arguments.of(
                        "resource: {memory: {size: 1GB, byCore: yes}}",
                        "9:44 jobs.train.resource.memory.byCore: expected true or false, found \"yes\"; did you mean \"true\"?"),
                Arguments.of(
                        "resource: {memory: {size: 1GB, byCore: true, by-core: true}}",
                        "9:50 jobs.train.resource.memory: \"by-core\" is there twice, once in another spelling"),
                Arguments.of(
                        "resource: {cpu: {affinity: nuam}}",
                        "9:32 jobs.train.resource.cpu.affinity: expected core, socket or numa, found \"nuam\"; did you mean \"numa\"?"),
                Arguments.of(
                        "resource: {devices: {\"a b\": 1}}",
                        "9:26 jobs.train.resource.devices: expected a kind of device such as nvidia.com/gpu, found \"a b\""),
                Arguments.of(
                        "policy: {timeout: {execute: 1d}}",
                        "9:33 jobs.train.policy.timeout.execute: expected a duration such as 90s, 30m or 1h30m, found \"1d\"; did you mean \"24h\"?"),
                Arguments.of(
                        "policy: {timeout: {execute: 120}}",
                        "9:33 jobs.train.policy.timeout.execute: expected a duration such as 90s, 30m or 1h30m, found \"120\"; did you mean \"120s\"?"),
                Arguments.of(
                        "policy: {timeout: 2h}",
                        "9:23 jobs.train.policy.timeout: expected a mapping with keys such as \"execute\", found \"2h\""),
                Arguments.of(
                        "policy: {retry: {attempts: 2, on: [oom]}}",
                        "9:40 jobs.train.policy.retry.on[0]: expected exit, signal, out-of-memory, timeout, preempted, node-lost, refused, stopped, lost or staging-failed, found \"oom\""),
                Arguments.of(
                        "policy: {retry: {attempts: 2, backoff: 10m, max-backoff: 1m}}",
                        "9:62 jobs.train.policy.retry.max-backoff: expected no less than backoff"),
                Arguments.of(
                        "policy: {retry: {attempts: 2, memory-growth: 0.5}}",
                        "9:50 jobs.train.policy.retry.memory-growth: expected a number from 1.0 to 16.0, found \"0.5\""),
                Arguments.of("command: [echo]", "9:5 jobs.train.command: expected script or command, found both"),
                Arguments.of("env: {A: b}", "9:5 jobs.train.env: expected a list (- ...), found a mapping"),
                Arguments.of(
                        "env: [\"A: b\"]",
                        "9:11 jobs.train.env[0]: expected KEY=VALUE, found \"A: b\"; did you mean \"A=b\"?"),
                Arguments.of(
                        "env: [A=secret://me/x]",
                        "9:11 jobs.train.env[0]: expected KEY=secret://SCOPE/NAME (scopes: user, group, organization, cluster), found \"A=secret://me/x\""),
                Arguments.of(
                        "cwd: work",
                        "9:10 jobs.train.cwd: expected an absolute path without \"..\", at most 1024 characters, found \"work\""),
                Arguments.of(
                        "cwd: /work/../..",
                        "9:10 jobs.train.cwd: expected an absolute path without \"..\", at most 1024 characters, found \"/work/../..\""),
                Arguments.of(
                        "mounts: {data: {location: /data}}",
                        "9:14 jobs.train.mounts: expected /path: VOLUME as in version v4, found VOLUME: {location: ...} as in v1"),
                Arguments.of("mounts: {/data: data, /data/: data}", "9:27 jobs.train.mounts: two volumes at \"/data\""),
                Arguments.of(
                        "files: {/etc/x: \"file://../secret\"}",
                        "9:21 jobs.train.files[\"/etc/x\"]: expected file://NAME, NAME under files: or a path in the workflow's folder, without \"..\", found \"file://../secret\""),
                Arguments.of(
                        "files: {/etc/x: \"file:///etc/passwd\"}",
                        "9:21 jobs.train.files[\"/etc/x\"]: expected a name under files: or a path beside the workflow file, found the absolute path \"/etc/passwd\": for a file elsewhere declare a parameter of type path"),
                Arguments.of(
                        "image: \"ubuntu:24.04\"",
                        "9:12 jobs.train.image: expected a mapping with keys such as \"uri\", found \"ubuntu:24.04\""),
                Arguments.of(
                        "image: {uri: \"ubuntu:24.04\"}",
                        "9:18 jobs.train.image.uri: expected docker://NAME[:TAG], oras://NAME[:TAG], oci-archive:/FILE[:NAME], docker-archive:/FILE[:NAME], or file:///FOLDER-OR-SIF, found \"ubuntu:24.04\"; did you mean \"docker://ubuntu:24.04\"?"),
                Arguments.of(
                        "image: {uri: \"dokcer://ubuntu\"}",
                        "9:18 jobs.train.image.uri: expected docker://NAME[:TAG], oras://NAME[:TAG], oci-archive:/FILE[:NAME], docker-archive:/FILE[:NAME], or file:///FOLDER-OR-SIF, found \"dokcer://ubuntu\"; did you mean \"docker://ubuntu\"?"),
                Arguments.of(
                        "image: {uri: \"docker://{{ .Image }}\"}",
                        "9:18 jobs.train.image.uri: expected docker://NAME[:TAG], oras://NAME[:TAG], oci-archive:/FILE[:NAME], docker-archive:/FILE[:NAME], or file:///FOLDER-OR-SIF, found \"docker://{{ .Image }}\""),
                Arguments.of(
                        "image: {uri: \"docker://x\", secret: user/x}",
                        "9:40 jobs.train.image.secret: expected secret://SCOPE/NAME (scopes: user, group, organization, cluster), found \"user/x\""),
                Arguments.of("image: {}", "9:5 jobs.train.image: expected the key \"uri\""),
                Arguments.of(
                        "depends-on: [{name: prepar, status: FINISHED}]",
                        "9:25 jobs.train.depends-on[0].name: no job or service \"prepar\"; did you mean \"prepare\"?"),
                Arguments.of(
                        "depends-on: [{name: prepare, status: RUNNING}]",
                        "9:42 jobs.train.depends-on[0].status: \"prepare\" is a job: expected finished, failed or ended; only services are waited for as running"),
                Arguments.of(
                        "depends-on: [{name: db, status: FINISHED}]",
                        "9:37 jobs.train.depends-on[0].status: \"db\" is a service: expected running, since it ends only after those who depend on it"),
                Arguments.of(
                        "depends-on: [{name: prepare, status: done}]",
                        "9:42 jobs.train.depends-on[0].status: expected finished, running, failed or ended, found \"done\""),
                Arguments.of(
                        "depends-on: [prepare]",
                        "9:18 jobs.train.depends-on[0]: expected a mapping with keys such as \"name\", found \"prepare\""),
                Arguments.of("requires: [nobody]", "9:16 jobs.train.requires[0]: no job or service \"nobody\""),
                Arguments.of(
                        "depends-on: [{name: train, status: ended}]",
                        "9:5 jobs.train.depends-on: expected no cycle, found train -> train"),
                Arguments.of(
                        "task-array: {start: 3, end: 2}",
                        "9:33 jobs.train.task-array.end: expected end to be start (3) or more, found 2"),
                Arguments.of(
                        "task-array: {start: 0, end: 10000000}",
                        "9:33 jobs.train.task-array.end: expected at most 10000000 tasks, found 10000001"),
                Arguments.of(
                        "task-array: {start: -1, end: 2}",
                        "9:25 jobs.train.task-array.start: expected a whole number from 0, found \"-1\""),
                Arguments.of(
                        "task-array: {start: 1, end: 2, concurrency: 0}",
                        "9:49 jobs.train.task-array.concurrency: expected a whole number from 1, found \"0\""),
                Arguments.of(
                        "multinode: {nodes: 0, implementation: openmpi}",
                        "9:24 jobs.train.multinode.nodes: expected a whole number from 1 to 100000, found \"0\""),
                Arguments.of(
                        "multinode: {nodes: 2, implementation: openmp}",
                        "9:43 jobs.train.multinode.implementation: expected openmpi, mpich, gasnet, generic or ompi, found \"openmp\"; did you mean \"openmpi\"?"),
                Arguments.of(
                        "network: {expose-tcp: [70000]}",
                        "9:28 jobs.train.network.expose-tcp[0]: expected a whole number from 1 to 65535, found \"70000\""),
                Arguments.of(
                        "preemptible: maybe", "9:18 jobs.train.preemptible: expected true or false, found \"maybe\""),
                Arguments.of("script: echo", "9:5 jobs.train.script: the key is there twice; first in line 8"),
                Arguments.of(
                        "cwd: !!binary aGk=",
                        "9:10 jobs.train.cwd: expected a value without a tag, found the tag \"tag:yaml.org,2002:binary\""),
                Arguments.of(
                        "args: [\"\\0\"]",
                        "9:12 jobs.train.args[0]: expected text, found an escape that stands for no character"),
                Arguments.of(
                        "args: *nothing",
                        "9:11 jobs.train.args: no anchor \"&nothing\" above this alias, or it is inside its own anchor"),
                Arguments.of(
                        "args: &a [*a]",
                        "9:15 jobs.train.args[0]: no anchor \"&a\" above this alias, or it is inside its own anchor"),
                Arguments.of(
                        "cwd: {{ .Dir }}",
                        "9:11 jobs.train.cwd: expected a key, found a mapping; is it a template ({{ ... }}) that has not been rendered?"));
    }

    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of(
                        "readiness-probe: {}",
                        "7:5 services.db.readiness-probe: expected one of http-get, exec, tcp-socket and grpc, found none"),
                Arguments.of(
                        "readiness-probe: {tcp-socket: {port: 1}, exec: {command: [a]}}",
                        "7:5 services.db.readiness-probe: expected one of http-get, exec, tcp-socket and grpc, found exec and tcp-socket"),
                Arguments.of(
                        "readiness-probe: {tcp-socket: {port: htp}}",
                        "7:5 services.db.readiness-probe: no port \"htp\" in network.ports; did you mean \"http\"?"),
                Arguments.of(
                        "readiness-probe: {http-get: {port: http, path: health}}",
                        "7:52 services.db.readiness-probe.http-get.path: expected a path that starts with /, found \"health\""),
                Arguments.of(
                        "readiness-probe: {tcp-socket: {port: 80}, period-seconds: 0}",
                        "7:63 services.db.readiness-probe.period-seconds: expected a whole number from 1 to 1000000000, found \"0\""),
                Arguments.of(
                        "autoscaler: {replicas: {min: 3, max: 2}}",
                        "7:34 services.db.autoscaler.replicas.min: expected min to be max (2) or less, found 3"),
                Arguments.of(
                        "autoscaler: {}",
                        "7:5 services.db.autoscaler: expected replicas, or triggers that name services"),
                Arguments.of(
                        "autoscaler: {replicas: {max: 2}, scale-up: {triggers: [{metrics-query: a, services: [db]}]}}",
                        "7:18 services.db.autoscaler.replicas: expected replicas or triggers that name services, found both"),
                Arguments.of(
                        "autoscaler: {replicas: {max: 2}, scale-up: {triggers: [{metrics-query: a, drain-period: 3}]}}",
                        "7:79 services.db.autoscaler.scale-up.triggers[0]: unknown key \"drain-period\"; known: metrics-query, cooldown-period, services"),
                Arguments.of(
                        "autoscaler: {replicas: {max: 2}, scale-down: {metrics-query: a, services: [db]}}",
                        "7:69 services.db.autoscaler.scale-down: unknown key \"services\"; known: metrics-query, cooldown-period, drain-period"),
                Arguments.of(
                        "dynamic-config: {path: /x, script: a, services: [dc]}",
                        "7:54 services.db.dynamic-config.services[0]: no service \"dc\"; did you mean \"db\"?"));
    }

    static Stream<Arguments> volumes() {
        return Stream.of(
                Arguments.of("type: HOST", "4:11 volumes.data.type: expected use: in version v4; \"type\" is of v1"),
                Arguments.of(
                        "use: persistent",
                        "3:3 volumes.data: expected the key \"name\": a persistent volume is known by it"),
                Arguments.of(
                        "size: big", "4:11 volumes.data.size: expected a size such as 512MiB or 10GB, found \"big\""),
                Arguments.of(
                        "reference: volumes://user/ephemeral",
                        "4:16 volumes.data.reference: expected volume://user|group/CLASS[/NAME], found \"volumes://user/ephemeral\"; did you mean \"volume://user/ephemeral\"?"),
                Arguments.of(
                        "ingress: [{source: {uri: \"htps://x/y\"}, destination: {uri: \"file://y\"}}]",
                        "4:30 volumes.data.ingress[0].source.uri: expected https://, http://, ftp://, s3://, hf:// or file://NAME, found \"htps://x/y\"; did you mean \"https://x/y\"?"),
                Arguments.of(
                        "ingress: [{source: {uri: \"https://x/y\"}, destination: {uri: \"file://../y\"}}]",
                        "4:65 volumes.data.ingress[0].destination.uri: expected file://PATH in the volume, without \"..\", found \"file://../y\""),
                Arguments.of(
                        "ingress: [{source: {uri: \"https://x/y\"}, destination: {uri: \"file://\"}}]",
                        "4:46 volumes.data.ingress[0].destination: expected the name of a file in the volume, found the volume itself"),
                Arguments.of(
                        "ingress: [{source: {uri: \"https://x/y\"}}]",
                        "4:15 volumes.data.ingress[0]: expected the key \"destination\""),
                Arguments.of(
                        "egress: [{source: {uri: \"file://y\"}, destination: {uri: \"file://y\"}}]",
                        "4:61 volumes.data.egress[0].destination.uri: expected s3://, https://, http://, ftp:// or file:///FOLDER, found \"file://y\""));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void saysWhatIsWrongWithAJob(String line, String problem) {
        assertThat(Samples.problems(job(line))).containsExactly("workflow.yaml:" + problem);
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysWhatIsWrongWithAService(String line, String problem) {
        assertThat(Samples.problems(service(line))).containsExactly("workflow.yaml:" + problem);
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void saysWhatIsWrongWithAVolume(String line, String problem) {
        assertThat(Samples.problems(volume(line))).containsExactly("workflow.yaml:" + problem);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("", "1:1 expected a workflow, found an empty file"),
                Arguments.of("# nothing\n", "1:1 expected a workflow, found an empty file"),
                Arguments.of("hello", "1:1 expected a workflow (version: v4, jobs: ...), found \"hello\""),
                Arguments.of("version: v4\n", "1:1 expected at least one job or service"),
                Arguments.of("jobs: {a: {script: echo}}\n", "1:1 expected the key \"version\""),
                Arguments.of(
                        "version: v5\njobs: {a: {script: echo}}\n",
                        "1:10 version: expected v1 or v4, found \"v5\"; did you mean \"v1\"?"),
                Arguments.of(
                        "version: v4\njobs:\n  a:\n",
                        "3:3 jobs.a: expected script, command or image: nothing says what to run"),
                Arguments.of(
                        "version: v4\njobs:\n  My_Job: {script: echo}\n",
                        "3:3 jobs: expected lower-case letters, digits and '-', at most 63 of them, found \"My_Job\"; did you mean \"my-job\"?"),
                Arguments.of(
                        "version: v4\njobs: {a: {script: x}}\nservices: {a: {script: x}}\n",
                        "3:1 services: \"a\" is a job too: jobs and services share one name space"),
                Arguments.of(
                        "version: v4\njobs:\n\ta: {script: x}\n",
                        "3:1 expected spaces, found a tab: YAML is indented with spaces only"),
                Arguments.of(
                        "version: v4\njobs: {a: {script: x}}\n---\nversion: v4\n",
                        "3:1 expected one YAML document, found a second one: one file is one workflow"),
                Arguments.of(
                        "version: v4\njobs: {a: {script: ${params.x}}}\nparams: {x: {type: int, default: 1}}\n",
                        "2:21 not YAML: expected ',' or '}', but got { (while parsing a flow mapping); inside [...] and {...}, write \"${params.name}\" in quotes"),
                Arguments.of(
                        "version: v4\ndefaults: {service: {policy: {}}}\njobs: {a: {script: x}}\n",
                        "2:22 defaults.service: unknown key \"policy\"; known: env, mounts, resource"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsWrongWithAFile(String text, String problem) {
        assertThat(Samples.problems(text)).containsExactly("workflow.yaml:" + problem);
    }

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        var text = """
                version: v9
                volumes:
                  data: {sise: 1GB}
                jobs:
                  a:
                    script: echo
                    resource: {cpu: {cores: x, threads: perhaps}}
                    mounts: {/d: dat}
                  b:
                    depends-on: [{name: c, status: FINISHED}]
                """;
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:1:10 version: expected v1 or v4, found \"v9\"; did you mean \"v1\"?",
                        "workflow.yaml:3:10 volumes.data: unknown key \"sise\"; did you mean \"size\"?",
                        "workflow.yaml:7:29 jobs.a.resource.cpu.cores: expected a whole number from 1 to 100000, found \"x\"",
                        "workflow.yaml:7:41 jobs.a.resource.cpu.threads: expected true or false, found \"perhaps\"",
                        "workflow.yaml:8:14 jobs.a.mounts: no volume \"dat\"; did you mean \"data\"?",
                        "workflow.yaml:9:3 jobs.b: expected script, command or image: nothing says what to run",
                        "workflow.yaml:10:25 jobs.b.depends-on[0].name: no job or service \"c\"");
    }

    @Test
    void doesNotComplainAboutAReferenceToAJobThatHasAProblemOfItsOwn() {
        var text = """
                version: v4
                jobs:
                  a: {script: echo, cwd: here}
                  b: {script: echo, depends-on: [{name: a, status: FINISHED}]}
                """;
        assertThat(Samples.problems(text)).hasSize(1).first().asString().contains("jobs.a.cwd");
    }

    @Test
    void namesTheCycle() {
        var text = """
                version: v4
                jobs:
                  a: {script: x, depends-on: [{name: c, status: FINISHED}]}
                  b: {script: x, depends-on: [{name: a, status: FINISHED}]}
                  c: {script: x, depends-on: [{name: b, status: FAILED}]}
                """;
        assertThat(Samples.problems(text))
                .containsExactly("workflow.yaml:3:18 jobs.a.depends-on: expected no cycle, found a -> c -> b -> a");
    }

    @Test
    void saysThatV1MountsAreKeyedByVolume() {
        var text = """
                version: v1
                volumes: {data: {reference: "volume://user/ephemeral"}}
                jobs:
                  a: {script: x, mounts: {/data: data}}
                """;
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:4:27 jobs.a.mounts: expected VOLUME: {location: /path} as in version v1, found a path as in v4");
    }

    @Test
    void refusesTwoServicesWithTheSameEndpoint() {
        var text = """
                version: v4
                services:
                  a: {script: x, network: &net {ports: [{name: p, port: 1}], endpoints: [{name: e, port-name: p, protocol: http, type: path}]}}
                  b: {script: x, network: *net}
                """;
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:3:62 services.b.network.endpoints: endpoint \"e\" is one of \"a\" already");
    }

    @Test
    void refusesPortsThatCollideAndEndpointsWithoutAPort() {
        var text = """
                version: v4
                services:
                  a:
                    script: x
                    network:
                      ports:
                        - {name: p, port: 80}
                        - {name: p, port: 81}
                        - {name: q, port: 80}
                      endpoints:
                        - {name: E_1, port-name: pp, protocol: http, type: subdomain}
                        - {name: f, port-name: p, protocol: http, type: path, per-replica: true}
                """;
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:5:5 services.a.network: endpoint \"f\": per-replica needs type subdomain and an autoscaler",
                        "workflow.yaml:6:7 services.a.network.ports: port \"p\" is there twice",
                        "workflow.yaml:6:7 services.a.network.ports: port \"80/TCP\" is there twice",
                        "workflow.yaml:10:7 services.a.network.endpoints: endpoint \"E_1\": no port \"pp\" in network.ports; did you mean \"p\"?",
                        "workflow.yaml:11:18 services.a.network.endpoints[0].name: expected lower-case letters, digits and '-' for a subdomain, found \"E_1\"");
    }

    @Test
    void refusesAPoolThatTwoTriggersMove() {
        var source = "{script: x, autoscaler: {scale-up: {triggers: [{metrics-query: q, services: [pool]}]}}}";
        var text =
                "version: v4\nservices:\n  pool: {script: x, autoscaler: {replicas: {max: 2}}}\n  a: %s\n  b: %s\n  c: {script: x, autoscaler: {scale-up: {triggers: [{metrics-query: q, services: [a]}]}}}\n"
                        .formatted(source, source);
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:5:31 services.b.autoscaler.scale-up: \"pool\" is named by a trigger of \"a\" already: one trigger moves a pool",
                        "workflow.yaml:6:31 services.c.autoscaler.scale-up: expected \"a\" to have autoscaler.replicas, since a trigger names it");
    }

    @Test
    void refusesAFileThatIsNotUtf8AndSaysWhere() {
        var bytes = "version: v4\njobs: {a: {script: \"x?\"}}\n".getBytes(StandardCharsets.UTF_8);
        bytes[33] = (byte) 0xff;
        assertThat(problems(bytes))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("workflow.yaml:2:22 expected UTF-8, found ");
        assertThat(problems("version: v4\n".getBytes(StandardCharsets.UTF_16)))
                .containsExactly("workflow.yaml:1:1 expected UTF-8, found UTF-16 or UTF-32: save the file as UTF-8");
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWindowsLineEnds() {
        var text = "\ufeffversion: v4\r\njobs:\r\n  a:\r\n    script: echo\r\n";
        assertThat(Samples.good(text).spec().jobs()).containsOnlyKeys("a");
    }

    @Test
    void refusesControlCharacters() {
        assertThat(Samples.problems("version: v4\njobs: {a: {script: \"\u0007\"}}\n"))
                .containsExactly("workflow.yaml:2:21 expected text, found the control character U+0007");
    }

    @Test
    void refusesAFileOfMoreThanOneMebibyte() {
        var text = Samples.text("hello") + "#".repeat(1 << 20);
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:1:1 expected at most 1 MiB (1048576 bytes), found %d: put large texts into files beside this one"
                                .formatted(text.length()));
    }

    @Test
    void refusesAliasesThatMultiply() {
        var text = new StringBuilder("version: v4\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 10; i++) {
            text.append("x%d: &x%d [%s]\n".formatted(i, i, ("*x" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(Samples.problems(text.toString()))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(
                        "x5: expected at most 200000 values, found more once aliases are counted as often as they are used");
    }

    @Test
    void refusesALongTextUsedManyTimes() {
        var text = "version: v4\njobs:\n  a: &a {script: \"%s\"}\n".formatted("x".repeat(500_000));
        var all = new StringBuilder(text);
        for (int i = 0; i < 50; i++) {
            all.append("  b%d: *a\n".formatted(i));
        }
        assertThat(Samples.problems(all.toString()))
                .hasSize(1)
                .first()
                .asString()
                .contains("characters");
    }

    @Test
    void refusesDefaultsThatMultiply() {
        var defaults = new StringBuilder("version: v4\ndefaults: {env: [");
        for (int i = 0; i < 5000; i++) {
            defaults.append("X%d=1, ".formatted(i));
        }
        defaults.append("]}\njobs:\n");
        for (int i = 0; i < 5000; i++) {
            defaults.append("  j%d: {script: x}\n".formatted(i));
        }
        assertThat(Samples.problems(defaults.toString()))
                .containsExactly(
                        "workflow.yaml:2:1 defaults: expected less, since each of 5000 jobs and services gets a copy");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(Samples.problems("version: v4\njobs: " + "[".repeat(100_000)))
                .containsExactly("workflow.yaml:2:46 expected at most 40 levels of nesting, found more");
        assertThat(Samples.problems("version: v4\njobs: " + "{a: ".repeat(50_000)))
                .hasSize(1)
                .first()
                .asString()
                .contains("levels of nesting");
    }

    @Test
    void showsTheFirstHundredProblemsAndHowManyMoreThereAre() {
        var text = new StringBuilder("version: v4\njobs:\n");
        for (int i = 0; i < 250; i++) {
            text.append("  j%d: {script: x, cwd: here}\n".formatted(i));
        }
        assertThat(Samples.problems(text.toString()))
                .hasSize(101)
                .last()
                .asString()
                .endsWith("and 150 more problems");
    }

    @Test
    void putsNoControlCharactersAndNoLongTextsIntoMessages() {
        var problem = Samples.problems(
                "version: v4\njobs: {a: {script: x, cwd: \"\\e[31m%s\"}}\n".formatted("y".repeat(500)));
        assertThat(problem).hasSize(1);
        assertThat(problem.getFirst()).hasSizeLessThan(250).doesNotContain("\u001b");
    }

    private static List<String> problems(byte[] bytes) {
        return switch (WorkflowFiles.read("workflow.yaml", bytes, Map.of())) {
            case Read.Parsed _ -> List.of();
            case Read.Refused(var problems) -> Samples.texts(problems);
        };
    }
}
