package org.tombolo.testkit.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.status.Repository;

class PagesTest {
    @TempDir
    Path root;

    @Test
    void everyLinkOfTheRepositoryLeadsSomewhere() throws Exception {
        var pages = new Pages(Repository.root());

        assertThat(pages.all())
                .extracting(page -> page.file().getFileName().toString())
                .contains("README.md", "map.md", "glossary.md", "status.md");
        assertThat(pages.brokenLinks()).isEmpty();
    }

    @Test
    void namesALinkToAFileThatIsNotThereWithItsLine() throws Exception {
        write("README.md", "# A\n\n[one](docs/one.md), [two](docs/two.md)\n");
        write("docs/one.md", "back to [start](../README.md)\n");

        assertThat(new Pages(root).brokenLinks())
                .containsExactly(root.resolve("README.md") + ":3: docs/two.md: no such file");
    }

    @Test
    void namesALinkToAHeadingThatIsNotThere() throws Exception {
        write("README.md", "[a](docs/one.md#who-may) [b](docs/one.md#who-may-not) [c](#here)\n\n## Here\n");
        write("docs/one.md", "# One\n\n## Who `may`?\n");

        assertThat(new Pages(root).brokenLinks())
                .containsExactly(root.resolve("README.md")
                        + ":1: docs/one.md#who-may-not: no such heading; there are [one, who-may]");
    }

    @Test
    void followsNeitherOtherSitesNorWhatIsOnlyShownAsText() throws Exception {
        write("README.md", "[web](https://example.org/x) `[no](link.md)`\n\n```\n[no](link.md)\n```\n");

        assertThat(new Pages(root).brokenLinks()).isEmpty();
    }

    @Test
    void readsTheCommandsOfConsoleBlocksOnly() throws Exception {
        write("README.md", "```console\n$ ./tombolo ps\nNAME\n$ ./tombolo down\n```\n\n```sh\n$ rm -r x\n```\n");

        assertThat(new Pages(root).all().getFirst().consoles())
                .singleElement()
                .satisfies(block -> assertThat(block.commands()).containsExactly("./tombolo ps", "./tombolo down"))
                .satisfies(block -> assertThat(block.line()).isEqualTo(1));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
