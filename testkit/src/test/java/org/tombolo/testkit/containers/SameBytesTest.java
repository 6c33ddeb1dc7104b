package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.server.Server;
import org.tombolo.testkit.newcomer.Typed;

/// The same workflow gives the same bytes under every container runtime and, where it names no image, as host
/// processes: what its jobs print, how they end, what they leave in a volume.
@Tag("containers")
class SameBytesTest {
    private static final Pattern IMAGE = Pattern.compile("(?m)^ +image: .*\n");
    private static final List<String> JOBS = List.of("make", "parts/1", "parts/2", "parts/3", "gather", "words");

    private static final String WORKFLOW = """
            version: v4
            volumes: {data: {}}
            files:
              table: |
                b 2
                a 1
            defaults:
              env: ['GREETING=hello wörld', LC_ALL=C]
              mounts: {/srv/tombolo-data: data}
            jobs:
              make:
                image: {uri: 'IMAGE'}
                files: {/opt/tombolo-in/table: 'file://table', '/opt/tombolo-in/in line': "inline $HOME\\ttext\\n"}
                env: ["GREETING=it's \\"quoted\\" $NOT"]
                cwd: /srv/tombolo-data
                script: |
                  set -e
                  pwd
                  cat /opt/tombolo-in/table "/opt/tombolo-in/in line" | cat > all
                  sort /opt/tombolo-in/table > sorted
                  printf '%s\\n' "$GREETING"
                  umask
                  mkdir sub
                  printf '\\000\\001\\377' > sub/bytes
                  echo changed >> /opt/tombolo-in/table
                  wc -l < /opt/tombolo-in/table
                  echo on the other stream >&2
              parts:
                image: {uri: 'IMAGE'}
                depends-on: [{name: make, status: FINISHED}]
                task-array: {start: 1, end: 3, concurrency: 2}
                script: |
                  #!/bin/sh -e
                  printf 'part %s of %s\\n' "$FB_TASK_ID" "$GREETING" > /srv/tombolo-data/part-$FB_TASK_ID
                  echo task $FB_TASK_ID
              gather:
                image: {uri: 'IMAGE'}
                depends-on: [{name: parts, status: FINISHED}]
                mounts: {/srv/tombolo-data: {volume: data, read-only: true}}
                script: |
                  cat /srv/tombolo-data/part-1 /srv/tombolo-data/part-2 /srv/tombolo-data/part-3
                  sha256sum < /srv/tombolo-data/sub/bytes
                  { echo no > /srv/tombolo-data/sub/bytes; } 2>/dev/null || echo cannot be written
              words:
                image: {uri: 'IMAGE'}
                command: [printf, '%s|', '$GREETING', '${GREETING}s', "it's"]
                args: ['a b', '$NOT', '']
            """;

    private static final String ENDS = """
            version: v4
            jobs:
              ends:
                image: {uri: 'IMAGE'}
                script: |
                  echo before
                  echo why >&2
                  HOW
            """;

    @TempDir
    Path folder;

    @Test
    void theSameWorkflowGivesTheSameBytesUnderEveryRuntimeAndAsHostProcesses() throws Exception {
        var image = Busybox.in(folder.resolve("image"));
        var expected = host();
        assertThat(expected.get("make.out")).isEqualTo("/srv/tombolo-data\nit's \"quoted\" $NOT\n0022\n3\n");
        assertThat(expected.get("words.out")).isEqualTo("hello wörld|hello wörlds|it's|a b|$NOT||");
        for (var runtime : Unstable.runtimes().toList()) {
            assertThat(under(runtime, image)).as(runtime.word()).isEqualTo(expected);
        }
    }

    private Map<String, String> host() throws Exception {
        var home = folder.resolve("host");
        return came(
                home,
                IMAGE.matcher(WORKFLOW).replaceAll(""),
                IMAGE.matcher(ENDS).replaceAll(""));
    }

    private Map<String, String> under(ContainerRuntime runtime, String image) throws Exception {
        var home = folder.resolve(runtime.word());
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/local.yaml"), Unstable.site(runtime));
        return came(home, WORKFLOW.replace("IMAGE", image), ENDS.replace("IMAGE", image));
    }

    private Map<String, String> came(Path home, String workflow, String ends) throws Exception {
        var came = new TreeMap<String, String>();
        try (var _ = Server.start(home, Map.of())) {
            var file =
                    Files.writeString(folder.resolve("workflow.yaml"), workflow).toString();
            var run = Typed.at(home, "run", file);
            assertThat(run.status()).as(run.all()).isZero();
            for (var job : JOBS) {
                came.put(
                        job + ".out",
                        Typed.at(home, "logs", "last", job, "--out").all());
                came.put(
                        job + ".err",
                        Typed.at(home, "logs", "last", job, "--err").all());
            }
            var results = home.resolveSibling(home.getFileName() + ".results");
            var copied = Typed.at(home, "cp", "last:data/", results.toString());
            assertThat(copied.status()).as(copied.all()).isZero();
            files(results, came);
            for (var how : List.of("exit 7", "kill -9 $$")) {
                Files.writeString(folder.resolve("workflow.yaml"), ends.replace("HOW", how));
                var failed = Typed.at(home, "run", file);
                assertThat(failed.status()).as(failed.all()).isEqualTo(1);
                came.put(
                        how + ".out",
                        Typed.at(home, "logs", "last", "ends", "--out").all());
                came.put(
                        how + ".err",
                        Typed.at(home, "logs", "last", "ends", "--err").all());
                came.put(how, cause(Typed.at(home, "show", "last", "--json").out()));
            }
        }
        return came;
    }

    private static void files(Path results, Map<String, String> came) throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(results)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files).hasSize(6);
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            came.put(
                    results.relativize(file).toString(),
                    java.util.HexFormat.of().formatHex(bytes));
        }
    }

    private static String cause(String shown) {
        var found = Pattern.compile("\"why\" : \"([^\"]*)").matcher(shown);
        assertThat(found.find()).as(shown).isTrue();
        return found.group(1);
    }
}
