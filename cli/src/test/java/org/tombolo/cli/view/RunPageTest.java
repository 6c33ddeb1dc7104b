package org.tombolo.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.cli.Samples;
import org.tombolo.cli.term.Paint;
import org.tombolo.wire.run.JobCommand;

class RunPageTest {
    @Test
    void showsWhatAJobExecutesAndEachOfItsAttempts() {
        var env = new LinkedHashMap<String, String>();
        env.put("TOKEN", "secret://user/token");
        var mounts = new LinkedHashMap<String, String>();
        mounts.put("/data", "shared:ro");
        var commands = new LinkedHashMap<String, JobCommand>();
        commands.put(
                "train",
                new JobCommand(
                        Optional.of("docker://app:1"),
                        Optional.of("sha256:abc"),
                        Optional.empty(),
                        List.of("python", "train.py", "it's one"),
                        Optional.of("/work"),
                        env,
                        mounts));
        var job = Samples.fetching("train", 12 << 20, 40 << 20);
        var run = Samples.run("r1", "running", 1, job).with(commands);
        var page = JobPage.lines(run, job, new Paint(false), Samples.START.plusSeconds(3), 0);
        assertThat(page)
                .contains(
                        "image: docker://app:1 is sha256:abc",
                        "folder: /work",
                        "mount: /data is shared:ro",
                        "variable: TOKEN=secret://user/token",
                        "command: python train.py 'it'\\''s one'")
                .anySatisfy(line -> assertThat(line).contains("local/here", "12 MiB"));
    }

    @Test
    void saysWhatItsImagesMean() {
        var run = Samples.withImage(
                Samples.run("r1", "running", 1, Samples.fetching("train", 12 << 20, 40 << 20)),
                "docker://registry.example.org/app:1",
                "sha256:" + "1".repeat(64));
        assertThat(RunPage.lines(run, new Paint(false), Samples.START.plusSeconds(3), 200))
                .contains("image docker://registry.example.org/app:1 is sha256:" + "1".repeat(64))
                .anySatisfy(line -> assertThat(line).contains("12 MiB of 40 MiB", "fetches its image"));
    }
}
