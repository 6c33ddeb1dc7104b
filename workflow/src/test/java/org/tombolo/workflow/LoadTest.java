package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.workflow.problem.Problem;

class LoadTest {
    @TempDir
    Path temp;

    @Test
    void readsAFileAndAFolderThatStandsForIt() throws IOException {
        Files.writeString(temp.resolve("workflow.yaml"), Samples.text("hello"));
        assertThat(WorkflowFiles.load(temp, Map.of())).isInstanceOf(Read.Parsed.class);
        assertThat(WorkflowFiles.load(temp.resolve("workflow.yaml"), Map.of())).isInstanceOf(Read.Parsed.class);
        assertThat(Check.of(temp, Map.of(), temp).isGood()).isTrue();
    }

    @Test
    void startsMessagesWithTheNameOfTheFile() throws IOException {
        var file = Files.writeString(temp.resolve("mine.yaml"), "version: v4\n");
        assertThat(problems(file)).containsExactly(file + ":1:1 expected at least one job or service");
    }

    @Test
    void saysThatThereIsNoFile() throws IOException {
        var folder = Files.createDirectory(temp.resolve("empty"));
        assertThat(problems(folder))
                .containsExactly(
                        folder + "/workflow.yaml:1:1 expected a workflow file, found a folder without workflow.yaml");
        assertThat(problems(temp.resolve("none.yaml")))
                .containsExactly(
                        temp + "/none.yaml:1:1 expected a workflow file or a folder with workflow.yaml, found nothing");
    }

    @Test
    void looksAtTheSizeBeforeItReads() throws IOException {
        var file = temp.resolve("huge.yaml");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'#'}), 8L << 30);
        }
        assertThat(problems(file)).hasSize(1).first().asString().contains("expected at most 1 MiB");
    }

    private static List<String> problems(Path path) {
        return switch (WorkflowFiles.load(path, Map.of())) {
            case Read.Parsed _ -> List.of();
            case Read.Refused(var problems) ->
                problems.stream().map(Problem::text).toList();
        };
    }
}
