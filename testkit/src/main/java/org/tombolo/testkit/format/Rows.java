package org.tombolo.testkit.format;

import static org.tombolo.testkit.format.Row.ends;
import static org.tombolo.testkit.format.Row.ignored;
import static org.tombolo.testkit.format.Row.prints;
import static org.tombolo.testkit.format.Row.refused;
import static org.tombolo.testkit.format.Row.tests;
import static org.tombolo.testkit.format.Row.with;
import static org.tombolo.testkit.format.Row.wrong;

import java.util.List;
import java.util.stream.Stream;

/// The table. Whoever carries out a key changes its row here.
public final class Rows {
    private static final String SCALER = "service autoscaler";

    private static final String WEB = """
            version: v4
            volumes: {v: }
            files:
              Web.java: |
                import com.sun.net.httpserver.HttpServer;
                import java.net.*;
                void main() throws Exception {
                    var port = Integer.parseInt(System.getenv("TOMBOLO_PORT_WEB"));
                    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                    server.createContext("/health", ask -> {
                        ask.sendResponseHeaders("1".equals(ask.getRequestHeaders().getFirst("X-Probe")) ? 204 : 500, -1);
                        ask.close();
                    });
                    server.start();
                }
            services:
              web:
                command: [java, /web/Web.java]
                files: {/web/Web.java: file://Web.java}
                network: {ports: [{name: web, port: 0}]}
                readiness-probe:
                  http-get: {path: /health, port: web, http-headers: [{name: X-Probe, value: "1"}]}
                  period-seconds: 1
            jobs:
              ask: {script: echo ready, depends-on: [{name: web, status: RUNNING}]}
            """;

    private Rows() {}

    public static List<Row> all() {
        return Stream.of(
                        file(),
                        params(),
                        defaults(),
                        volumes(),
                        work(),
                        resources(),
                        jobs(),
                        services(),
                        later(),
                        images(),
                        inside())
                .flatMap(List::stream)
                .toList();
    }

    private static String jobs(String jobs) {
        return "version: v4\njobs:\n" + jobs.indent(2);
    }

    private static List<Row> file() {
        return List.of(
                prints("workflow version", "v4 is read", jobs("a: {script: echo four}"), "a", "four\n"),
                prints("workflow version", "v1 is read", "version: v1\njobs: {a: {script: echo one}}", "a", "one\n"),
                wrong("workflow version", "others are refused", "version: v9\njobs: {a: {script: x}}", "v1 or v4"),
                prints("workflow jobs", "", jobs("a: {script: echo job}"), "a", "job\n"),
                wrong("workflow jobs", "or services must be there", "version: v4", "at least one job or service"),
                prints("workflow services", "", """
                        version: v4
                        services: {s: {script: sleep 60}}
                        jobs: {a: {script: echo asked, depends-on: [{name: s, status: RUNNING}]}}
                        """, "a", "asked\n"),
                prints("workflow volumes", "", """
                        version: v4
                        volumes: {v: }
                        jobs:
                          put: {script: echo kept >/v/f, mounts: {/v: v}}
                          get: {script: cat /v/f, mounts: {/v: v}, depends-on: [{name: put, status: FINISHED}]}
                        """, "get", "kept\n"),
                prints("workflow files", "", """
                        version: v4
                        files: {motd: "a text"}
                        jobs: {a: {script: cat /etc/our-motd, files: {/etc/our-motd: file://motd}}}
                        """, "a", "a text"),
                prints(
                        "workflow annotations",
                        "are taken and change nothing on one machine",
                        "version: v4\nannotations: {team: nlp}\njobs: {a: {script: echo on}}",
                        "a",
                        "on\n"),
                prints(
                        "workflow preemptible",
                        "is taken; nothing preempts on one machine",
                        "version: v4\npreemptible: true\njobs: {a: {script: echo on}}",
                        "a",
                        "on\n"));
    }

    private static List<Row> params() {
        return List.of(
                prints(
                        "workflow params",
                        "",
                        "version: v4\nparams: {n: {type: int, default: 3}}\njobs: {a: {script: 'echo ${params.n}'}}",
                        "a",
                        "3\n"),
                tests("param type", "", "ParamsTest#saysWhatIsWrongWithASetting"),
                tests("param default", "", "ParamsTest#fillsInDefaults"),
                tests("param options", "", "ParamsTest#saysWhatIsWrongWithASetting"),
                ignored("param description", "for people"));
    }

    private static List<Row> defaults() {
        return List.of(
                prints(
                        "workflow defaults",
                        "",
                        "version: v4\ndefaults: {env: [A=default]}\njobs: {a: {script: 'echo $A'}}",
                        "a",
                        "default\n"),
                prints("defaults env", "a job's own wins, the others stay", """
                        version: v4
                        defaults: {env: [A=default, B=default]}
                        jobs: {a: {script: 'echo $A $B', env: [B=own]}}
                        """, "a", "default own\n"),
                prints("defaults mounts", "a job's own are added", """
                        version: v4
                        volumes: {v: , w: }
                        defaults: {mounts: {/v: v}}
                        jobs: {a: {script: 'test -d /v && test -d /w && echo both', mounts: {/w: w}}}
                        """, "a", "both\n"),
                prints("defaults resource", "", """
                        version: v4
                        defaults: {resource: {cpu: {cores: 2}}}
                        jobs: {a: {script: 'nproc'}}
                        """, "a", "2\n"),
                prints("defaults job", "is stronger than what is for both", """
                        version: v4
                        defaults: {env: [A=both], job: {env: [A=job]}}
                        jobs: {a: {script: 'echo $A'}}
                        """, "a", "job\n"),
                prints("defaults service", "does not hold for jobs", """
                        version: v4
                        defaults: {env: [A=both], service: {env: [A=service]}}
                        jobs: {a: {script: 'echo $A'}}
                        """, "a", "both\n"));
    }

    private static List<Row> volumes() {
        return List.of(
                prints("volume use", "ephemeral belongs to the run", """
                        version: v4
                        volumes: {v: {use: ephemeral}}
                        jobs: {a: {script: 'ls /v | wc -l', mounts: {/v: v}}}
                        """, "a", "0\n"),
                tests(
                        "volume path",
                        "below `host-folders` of the site file; others are refused",
                        "VolumesTest#aFolderOfTheHostIsAVolumeWhereTheSiteFileListsIt",
                        "HostFoldersTest#leavesAFolderOfTheHostAsItIsWhenTheVolumeIsRemoved"),
                ends(
                        "volume size",
                        "held to it on btrfs with quotas; elsewhere `plan` and `run` warn, and say why",
                        """
                        version: v4
                        volumes: {v: {size: 10GB}}
                        jobs: {a: {script: 'true', mounts: {/v: v}}}
                        """,
                        0,
                        "volumes.v.size",
                        "may grow until its disk is full"),
                tests("volume type", "v1: host", "VolumesTest#aFolderOfTheHostIsAVolumeWhereTheSiteFileListsIt"),
                tests("volume type", "v1: ephemeral", "UpgradesTest#writesAnOldFileAsV4AndKeepsItsComments"),
                prints("volume ingress", "from the file's own texts", """
                        version: v4
                        files: {t: "inline"}
                        volumes: {v: {ingress: [{source: {uri: "file://t"}, destination: {uri: "file://d/t"}}]}}
                        jobs: {a: {script: cat /v/d/t, mounts: {/v: v}}}
                        """, "a", "inline"),
                tests("volume egress", "to a folder", "HostProcessTest#movesFilesIntoAVolumeAndOut"),
                tests("ingress source", "", "HostProcessTest#movesFilesIntoAVolumeAndOut"),
                tests("ingress destination", "", "HostProcessTest#movesNothingOutOfAVolumesOrAnEgressFolder"),
                tests("egress source", "", "HostProcessTest#movesFilesIntoAVolumeAndOut"),
                tests("egress destination", "", "HostProcessTest#movesNothingOutOfAVolumesOrAnEgressFolder"),
                tests("place uri", "", "HostProcessTest#movesFilesIntoAVolumeAndOut"),
                tests(
                        "source secret",
                        "",
                        "S3TransfersTest#opensABucketWithASecretOfTypeS3",
                        "WebTransfersTest#sendsASecretOnlyToTrustedDomains"),
                tests(
                        "source cache",
                        "",
                        "WebTransfersTest#needsNoSecondLookWithCacheOnce",
                        "WebTransfersTest#asksWhetherItChangedWithCacheChanged",
                        "WebTransfersTest#fetchesAgainWithCacheNever"),
                tests("source cache-ttl", "", "WebTransfersTest#forgetsWhatIsOlderThanItsCacheTtl"),
                tests(
                        "source secrets",
                        "the first that opens such an address",
                        "S3TransfersTest#opensABucketWithTheOneOfSeveralSecretsThatFits"),
                tests(
                        "destination secrets",
                        "the first that opens such an address",
                        "S3TransfersTest#opensABucketWithTheOneOfSeveralSecretsThatFits"),
                tests("destination secret", "", "S3TransfersTest#opensABucketWithASecretOfTypeS3"),
                tests("ingress policy", "", "WebTransfersTest#givesUpAtItsTimeout"),
                tests("egress policy", "", "WebTransfersTest#givesUpAtItsTimeout"),
                tests("volume name", "", "VolumesTest#refusesAVolumeThatIsToBeThereAndIsNot"),
                tests("volume annotations", "", "VolumesTest#choosesAProvisionerByNameAndAnnotations"),
                tests("volume reference", "", "VolumesTest#makesTheVolumeOfAnOlderReferenceOnFirstUse"),
                ignored("place secret", "the volume's side of a transfer needs none"),
                ignored("place secrets", "the volume's side of a transfer needs none"),
                ignored("place decryption-secret", "the volume's side of a transfer needs none"),
                ignored("place cache", "of the volume's side of a transfer"),
                ignored("place cache-ttl", "of the volume's side of a transfer"),
                ignored("source decryption-secret", "for images only"),
                ignored("destination decryption-secret", "for images only"),
                ignored("destination cache", "of sources only"),
                ignored("destination cache-ttl", "of sources only"),
                prints("source uri", "file://NAME is a text of the file", """
                        version: v4
                        files: {t: "inline"}
                        volumes: {v: {ingress: [{source: {uri: "file://t"}, destination: {uri: "file:///t"}}]}}
                        jobs: {a: {script: cat /v/t, mounts: {/v: v}}}
                        """, "a", "inline"),
                wrong(
                        "source uri",
                        "other schemes are refused",
                        "version: v4\nvolumes: {v: {ingress: [{source: {uri: 'gopher://x/y'}, destination: {uri: 'file://y'}}]}}\njobs: {a: {script: x}}",
                        "https"),
                tests("destination uri", "s3://", "S3TransfersTest#takesAFileAndAFolder"),
                tests("destination uri", "file:///FOLDER (ours)", "HostProcessTest#movesFilesIntoAVolumeAndOut"));
    }

    private static List<Row> work() {
        return List.of(
                prints(
                        "work script",
                        "without #! it is for /bin/sh",
                        jobs("a: {script: \"tr '\\\\0' '\\\\n' </proc/$$/cmdline | head -1\"}"),
                        "a",
                        "/bin/sh\n"),
                prints(
                        "work script",
                        "its first line selects the interpreter",
                        jobs("a: {script: \"#! /bin/cat\\nanything\\n\"}"),
                        "a",
                        "#! /bin/cat\nanything\n"),
                prints("work command", "", jobs("a: {command: [echo, one two]}"), "a", "one two\n"),
                prints(
                        "work command",
                        "variables of the environment are filled in",
                        jobs("a: {command: [echo, 'x${WHO}y'], env: [WHO=me]}"),
                        "a",
                        "xmey\n"),
                wrong("work command", "or script, not both", jobs("a: {script: x, command: [y]}"), "found both"),
                prints(
                        "work args",
                        "come behind a script",
                        jobs("a: {script: 'echo $1-$2', args: [one, two]}"),
                        "a",
                        "one-two\n"),
                prints(
                        "work args",
                        "come behind a command",
                        jobs("a: {command: [echo, zero], args: [one]}"),
                        "a",
                        "zero one\n"),
                prints("work env", "", jobs("a: {script: 'echo \"$A\"', env: ['A=b=c d']}"), "a", "b=c d\n"),
                wrong("work env", "entries have an =", jobs("a: {script: x, env: [A]}"), "KEY=VALUE"),
                prints(
                        "work env",
                        "the run's ids are there",
                        jobs("a: {script: '[ -n \"$FB_WORKFLOW_ID\" ] && [ -n \"$FB_ACCOUNT_ID\" ] && echo both'}"),
                        "a",
                        "both\n"),
                prints("work cwd", "", jobs("a: {script: pwd, cwd: /usr/share}"), "a", "/usr/share\n"),
                prints(
                        "work cwd",
                        "is made where it is not there",
                        jobs("a: {script: pwd, cwd: /some/where}"),
                        "a",
                        "/some/where\n"),
                wrong("work cwd", "is absolute", jobs("a: {script: pwd, cwd: some/where}"), "absolute"),
                prints(
                        "work files",
                        "folders above are made",
                        jobs("a: {script: cat /etc/deep/er/f, files: {/etc/deep/er/f: here}}"),
                        "a",
                        "here"),
                wrong("work files", "paths are absolute", jobs("a: {script: x, files: {f: here}}"), "absolute"),
                prints("work mounts", "short and long form", """
                        version: v4
                        volumes: {v: }
                        jobs: {a: {script: 'echo x >/p/f; cat /q/f', mounts: {/p: v, /q: {volume: v}}}}
                        """, "a", "x\n"),
                wrong(
                        "work mounts",
                        "name a volume of the file",
                        jobs("a: {script: x, mounts: {/p: v}}"),
                        "no volume \"v\""),
                prints(
                        "mount volume",
                        "",
                        "version: v4\nvolumes: {v: }\njobs: {a: {script: 'ls -d /p', mounts: {/p: {volume: v}}}}",
                        "a",
                        "/p\n"),
                prints("mount read-only", "", """
                        version: v4
                        volumes: {v: }
                        jobs: {a: {script: 'echo x 2>&- >/p/f || echo refused', mounts: {/p: {volume: v, read-only: true}}}}
                        """, "a", "refused\n"),
                prints(
                        "mount (v1) location",
                        "",
                        "version: v1\nvolumes: {v: }\njobs: {a: {script: 'ls -d /p', mounts: {v: {location: /p}}}}",
                        "a",
                        "/p\n"),
                prints("mount (v1) read-only", "", """
                        version: v1
                        volumes: {v: }
                        jobs: {a: {script: 'echo x 2>&- >/p/f || echo refused', mounts: {v: {location: /p, read-only: true}}}}
                        """, "a", "refused\n"),
                prints(
                        "work depends-on",
                        "",
                        jobs(
                                "a: {script: sleep 0.2}\nb: {script: echo after, depends-on: [{name: a, status: finished}]}"),
                        "b",
                        "after\n"),
                wrong(
                        "work depends-on",
                        "cycles are refused",
                        jobs("a: {script: x, depends-on: [{name: b, status: FINISHED}]}\n"
                                + "b: {script: x, depends-on: [{name: a, status: FINISHED}]}"),
                        "cycle"),
                prints(
                        "work requires",
                        "",
                        jobs("a: {script: sleep 0.1}\nb: {script: echo after, requires: [a]}"),
                        "b",
                        "after\n"),
                wrong(
                        "dependency name",
                        "must be there",
                        jobs("a: {script: x, depends-on: [{name: b, status: FINISHED}]}"),
                        "no job or service \"b\""),
                prints(
                        "dependency name",
                        "",
                        jobs("a: {script: 'true'}\nb: {script: echo b, depends-on: [{name: a, status: FINISHED}]}"),
                        "b",
                        "b\n"),
                ends(
                        "dependency status",
                        "what depends on a job that failed is skipped",
                        jobs("a: {script: exit 3}\nb: {script: echo b, depends-on: [{name: a, status: FINISHED}]}"),
                        1,
                        "skipped"),
                ends(
                        "dependency status",
                        "FAILED (ours) deals with a failure",
                        jobs("a: {script: exit 3}\nb: {script: echo b, depends-on: [{name: a, status: FAILED}]}"),
                        0),
                wrong(
                        "dependency status",
                        "RUNNING is for services",
                        jobs("a: {script: x}\nb: {script: x, depends-on: [{name: a, status: RUNNING}]}"),
                        "only services"),
                ignored("dependency description", "for people"),
                ignored("work name", "the name is the key"),
                ends("work policy", "", jobs("a: {script: sleep 60, policy: {timeout: {execute: 300ms}}}"), 1, "time"),
                ends("policy timeout", "", jobs("a: {script: sleep 60, policy: {timeout: {execute: 300ms}}}"), 1),
                ends("timeout execute", "", jobs("a: {script: sleep 60, policy: {timeout: {execute: 300ms}}}"), 1),
                wrong(
                        "timeout execute",
                        "is a duration",
                        jobs("a: {script: x, policy: {timeout: {execute: soon}}}"),
                        "a duration such as 90s"),
                tests("policy restart", "", "KernelTest#givesUpOnlyWhatMayRestartAndStopsItWhenTheSiteReturns"),
                ends("policy retry", "works", """
                        version: v4
                        volumes: {v: }
                        jobs:
                          a:
                            script: '[ -e /v/once ] || { touch /v/once; exit 1; }'
                            mounts: {/v: v}
                            policy: {retry: {attempts: 2, backoff: 10ms}}
                        """, 0),
                tests("retry attempts", "", "KernelTest#triesAgainAsOftenAsTheFileSays"),
                tests("retry backoff", "", "KernelTest#triesAgainAsOftenAsTheFileSays"),
                tests("retry max-backoff", "", "KernelTest#triesAgainAsOftenAsTheFileSays"),
                ends(
                        "retry on",
                        "other causes are not tried again",
                        jobs("a: {script: exit 1, policy: {retry: {attempts: 3, on: [out-of-memory]}}}"),
                        1),
                tests("retry memory-growth", "", "KernelTest#triesAgainAsOftenAsTheFileSays"),
                prints(
                        "work preemptible",
                        "is taken; nothing preempts on one machine",
                        jobs("a: {script: echo on, preemptible: true}"),
                        "a",
                        "on\n"));
    }

    private static List<Row> resources() {
        return List.of(
                prints("work resource", "", jobs("a: {script: nproc, resource: {cpu: {cores: 1}}}"), "a", "1\n"),
                prints("resource cpu", "", jobs("a: {script: nproc, resource: {cpu: {cores: 2}}}"), "a", "2\n"),
                prints("cpu cores", "", jobs("a: {script: nproc, resource: {cpu: {cores: 2}}}"), "a", "2\n"),
                prints(
                        "cpu affinity",
                        "CORE",
                        jobs("a: {script: echo on, resource: {cpu: {affinity: core}}}"),
                        "a",
                        "on\n"),
                tests(
                        "cpu affinity",
                        "SOCKET and NUMA where all of the site's cores lie together",
                        "AffinityTest#takesEveryAffinityWhereAllCoresLieTogether",
                        "AffinityTest#refusesWhatItWouldHaveToChoose"),
                tests(
                        "cpu sockets",
                        "1 where all of the site's cores lie together",
                        "AffinityTest#takesEveryAffinityWhereAllCoresLieTogether"),
                refused("cpu sockets", jobs("a: {script: x, resource: {cpu: {sockets: 64}}}"), "resource.cpu.sockets"),
                prints(
                        "cpu threads",
                        "is taken: a core is a hardware thread here",
                        jobs("a: {script: echo on, resource: {cpu: {threads: true}}}"),
                        "a",
                        "on\n"),
                tests("resource memory", "", "HostProcessTest#killsWhatUsesMoreMemoryThanItHas"),
                tests("memory size", "", "HostProcessTest#killsWhatUsesMoreMemoryThanItHas"),
                wrong(
                        "memory size",
                        "is a size",
                        jobs("a: {script: x, resource: {memory: {size: much}}}"),
                        "a size such as 512MiB"),
                ends(
                        "memory by-core",
                        "what can never fit is refused",
                        jobs("a: {script: x, resource: {cpu: {cores: 2}, memory: {size: 32TiB, by-core: true}}}"),
                        2),
                ends(
                        "resource devices",
                        "what no host has is refused",
                        jobs("a: {script: x, resource: {devices: {nvidia.com/gpu: 64}}}"),
                        2,
                        "nvidia.com/gpu"),
                tests("resource annotations", "", "RoomTest#aHostMustSayOfItselfExactlyWhatIsAskedFor"),
                ends(
                        "resource annotations",
                        "what no host says of itself is refused",
                        jobs("a: {script: x, resource: {annotations: {rack: nowhere}}}"),
                        2,
                        "does not say rack=nowhere of itself"),
                tests("resource exclusive", "", "RoomTest#exclusiveWorkHasTheHostForItself"));
    }

    private static List<Row> jobs() {
        return List.of(
                prints(
                        "job task-array",
                        "",
                        jobs("a: {script: 'echo $FB_TASK_ID', task-array: {start: 7, end: 7}}"),
                        "a/7",
                        "7\n"),
                prints(
                        "task-array start",
                        "",
                        jobs("a: {script: 'echo $FB_TASK_ID', task-array: {start: 3, end: 4}}"),
                        "a/3",
                        "3\n"),
                prints(
                        "task-array end",
                        "is inclusive",
                        jobs("a: {script: 'echo $FB_TASK_ID', task-array: {start: 3, end: 4}}"),
                        "a/4",
                        "4\n"),
                tests(
                        "work multinode",
                        "on one machine one node",
                        "ParallelTest#startsACommandAsTheRanksOfAnMpiProgram",
                        "ParallelTest#startsAScriptOnceForEachCoreAndEndsAsItsRanksEnd"),
                tests(
                        "multinode nodes",
                        "1; several at a Slurm site",
                        "ParallelTest#startsACommandAsTheRanksOfAnMpiProgram",
                        "SlurmParallelTest#runsAnMpiProgramOnTwoNodes"),
                refused(
                        "multinode nodes",
                        jobs("a: {script: x, multinode: {nodes: 2, implementation: openmpi}}"),
                        "multinode.nodes"),
                tests(
                        "multinode implementation",
                        "openmpi, mpich and generic; gasnet is refused by `plan`",
                        "ParallelTest#startsACommandAsTheRanksOfAnMpiProgram",
                        "ParallelTest#tellsAGenericProgramItsNodeAndHowToStartSomethingThere"),
                refused(
                        "multinode implementation",
                        jobs("a: {script: x, multinode: {nodes: 1, implementation: gasnet}}"),
                        "multinode.implementation"),
                tests("multinode procs-per-node", "", "ParallelTest#startsACommandAsTheRanksOfAnMpiProgram"),
                wrong(
                        "task-array end",
                        "is not before start",
                        jobs("a: {script: x, task-array: {start: 3, end: 2}}"),
                        "found 2"),
                prints("task-array concurrency", "", """
                        version: v4
                        volumes: {v: }
                        jobs:
                          a:
                            script: |
                              mkdir /v/alone || exit 1
                              sleep 0.05
                              rmdir /v/alone
                            mounts: {/v: v}
                            task-array: {start: 0, end: 4, concurrency: 1}
                          b: {script: echo none together, depends-on: [{name: a, status: FINISHED}]}
                        """, "b", "none together\n"),
                prints(
                        "job network",
                        "that of the machine",
                        jobs("a: {script: echo on, network: {isolated: false}}"),
                        "a",
                        "on\n"),
                tests(
                        "network of a job isolated",
                        "where `/dev/net/tun` may be used; else refused by `plan`",
                        "IsolatedNetworkTest#anIsolatedJobHasANetworkOfItsOwnReachesServicesAndIsReachedAtExposedPorts"),
                prints(
                        "network of a job expose-tcp",
                        "can be reached on the machine's network anyway",
                        jobs("a: {script: echo on, network: {expose-tcp: [8080]}}"),
                        "a",
                        "on\n"),
                prints(
                        "network of a job expose-udp",
                        "can be reached on the machine's network anyway",
                        jobs("a: {script: echo on, network: {expose-udp: [8080]}}"),
                        "a",
                        "on\n"));
    }

    private static List<Row> services() {
        return List.of(
                tests("service network", "", "HostProcessTest#tellsAServiceItsPorts"),
                tests("network of a service ports", "", "HostProcessTest#tellsAServiceItsPorts"),
                tests(
                        "network of a service host",
                        "is so on one machine anyway",
                        "HostProcessTest#tellsAServiceItsPorts"),
                tests("port name", "", "HostProcessTest#tellsAServiceItsPorts"),
                tests("port port", "", "RoomTest#aFixedPortIsExclusiveAndPortZeroIsAllotted"),
                tests("port protocol", "", "HostProcessTest#tellsAServiceItsPorts"),
                tests("service readiness-probe", "", "HostProcessTest#asksAServiceByHttpTcpAndCommand"),
                prints(
                        "readiness-probe http-get",
                        "asks the path at the port, with its headers",
                        WEB,
                        "ask",
                        "ready\n"),
                with("http-get path", "readiness-probe http-get"),
                with("http-get port", "readiness-probe http-get"),
                with("http-get http-headers", "readiness-probe http-get"),
                with("header name", "readiness-probe http-get"),
                with("header value", "readiness-probe http-get"),
                tests(
                        "http-get scheme",
                        "any certificate will do",
                        "ProbesTest#asksByHttpsWhoeverSignedTheCertificate"),
                with("exec command", "readiness-probe exec"),
                tests("tcp-socket port", "", "HostProcessTest#asksAServiceByHttpTcpAndCommand"),
                prints(
                        "readiness-probe success-threshold",
                        "so many good ones in a row",
                        probed("exec: {command: [sh, -c, 'echo x >>/v/n']}, success-threshold: 3, period-seconds: 1"),
                        "ask",
                        "3\n"),
                prints(
                        "readiness-probe period-seconds",
                        "lie between two",
                        probed(
                                "exec: {command: [sh, -c, 'date +%s >>/v/t; echo x >>/v/n; [ $(wc -l </v/n) -ge 2 ]']}, period-seconds: 1"),
                        "ask",
                        "2\n"),
                prints(
                        "readiness-probe initial-delay-seconds",
                        "pass first",
                        probed(
                                "exec: {command: [sh, -c, 'test -e /v/late && echo x >>/v/n']}, initial-delay-seconds: 1, period-seconds: 60"),
                        "ask",
                        "1\n"),
                tests("readiness-probe timeout-seconds", "", "ProbesTest#doesNotWaitLongerThanItsTimeout"),
                tests(
                        "readiness-probe failure-threshold",
                        "so many bad ones in a row",
                        "ProbesTest#isReadyNoLongerAfterSoManyFailuresInARow"),
                tests(
                        "readiness-probe grpc",
                        "by grpc.health.v1, without TLS",
                        "ProbesTest#asksTheHealthServiceOfGrpc"),
                with("grpc port", "readiness-probe grpc"),
                with("grpc service", "readiness-probe grpc"),
                tests("readiness-probe exec", "", "HostProcessTest#asksACommandInTheServicesOwnViewOfTheFiles"),
                tests("readiness-probe tcp-socket", "", "HostProcessTest#asksAServiceByHttpTcpAndCommand"),
                tests("service persist", "", "KernelTest#stopsAServiceThatNobodyNeedsAnyMore"));
    }

    /// Refused by name until the issue that carries them out.
    private static List<Row> later() {
        return List.of(
                refused(
                        "service autoscaler",
                        service("autoscaler: {replicas: {min: 1, max: 2}, scale-up: {triggers: [{metrics-query: x}]}}"),
                        "autoscaler"),
                refused(
                        "service dynamic-config",
                        service("dynamic-config: {path: /f, services: [s], script: x}"),
                        "dynamic-config"),
                refused(
                        "network of a service endpoints",
                        service("network: {ports: [{name: p, port: 0}],"
                                + " endpoints: [{name: e, port-name: p, protocol: http, type: path}]}"),
                        "endpoints"));
    }

    /// What a service with endpoints, replicas or nodes of its own needs, key by key.
    private static List<Row> inside() {
        return Stream.of(
                        Stream.of("replicas", "metrics", "scale-up", "scale-down")
                                .map(key -> with("autoscaler " + key, SCALER)),
                        Stream.of("min", "max").map(key -> with("replicas " + key, SCALER)),
                        Stream.of("enabled", "path", "port", "interval", "includes")
                                .map(key -> with("metrics " + key, SCALER)),
                        Stream.of(with("scale-up triggers", SCALER)),
                        Stream.of("metrics-query", "cooldown-period", "services")
                                .map(key -> with("trigger " + key, SCALER)),
                        Stream.of("metrics-query", "cooldown-period", "drain-period")
                                .map(key -> with("scale-down " + key, SCALER)),
                        Stream.of("path", "services", "script")
                                .map(key -> with("dynamic-config " + key, "service dynamic-config")),
                        Stream.of("name", "port-name", "protocol", "type", "scope", "per-replica", "annotations")
                                .map(key -> with("endpoint " + key, "network of a service endpoints")))
                .flatMap(rows -> rows)
                .toList();
    }

    /// They need a runtime and, for some, a registry.
    private static List<Row> images() {
        return List.of(
                tests(
                        "work image",
                        "",
                        "ContainerTest#runsAScriptInTheImageWithTheEnvironmentOfBoth",
                        "ContainerTest#whatItWritesIsItsOwnAndTheImageStaysAsItIs"),
                tests(
                        "image uri",
                        "",
                        "RegistryTest#fetchesAPrivateImageAndCountsItsBytes",
                        "ImagesTest#aDockerArchiveIsReadByItsOlderLayout",
                        "ImagesTest#aFolderIsUsedWhereItIs",
                        "SifTest#aSifFileRunsUnderEveryRuntimeAsItsDefinitionSays",
                        "SifTest#orasFetchesASifFileFromAPrivateRegistry",
                        "ImageReferenceTest#readsEveryFormAndFillsInWhatIsMeant"),
                tests("image secret", "", "RegistryTest#saysWhetherALoginIsMissingOrWrongAndNeverShowsIt"),
                tests(
                        "image cache",
                        "",
                        "RegistryTest#cacheOnceTakesTheLastAnswerOfTheSameOwnerAndChangedAsksAgain",
                        "ImagesTest#cacheNeverIsACopyForOneRunFetchedAnewAndGoneWithIt"),
                tests(
                        "image secrets",
                        "the first login that may be sent to the registry",
                        "SifTest#orasFetchesASifFileFromAPrivateRegistry"),
                tests(
                        "image decryption-secret",
                        "of SIF files that gocryptfs encrypted",
                        "SifTest#anEncryptedSifFileIsOpenedByItsPassphraseAndByNothingElse",
                        "SifTest#anEncryptedSifFileIsOpenedByThePrivateKeyThatItIsFor",
                        "SifTest#decryptionSecretOpensTheImageOfAJobAndIsNotSeenAnywhere"),
                tests("image cache-ttl", "", "ImagesTest#cacheTtlSaysHowLongAnImageStays"));
    }

    /// A service with a probe, and a job that tells how often it was asked when it was ready.
    private static String probed(String probe) {
        return """
                version: v4
                volumes: {v: }
                services:
                  s:
                    script: 'sleep 0.5; touch /v/late; sleep 60'
                    mounts: {/v: v}
                    readiness-probe: {%s}
                jobs:
                  ask: {script: 'wc -l </v/n', mounts: {/v: v}, depends-on: [{name: s, status: RUNNING}]}
                """.formatted(probe);
    }

    private static String service(String more) {
        return "version: v4\nservices: {s: {script: sleep 60, " + more + "}}\n";
    }
}
