package org.tombolo.workflow.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.model.upload.TreeManifest;
import org.tombolo.workflow.Check;
import org.tombolo.workflow.problem.Problem;

class UploadsTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("work/flow"));
    }

    @Test
    void listsTheFilesThatTheWorkflowNames() throws IOException {
        write("train.py", "print()");
        write("data/a.csv", "1");
        write("data/deep/b.csv", "2");
        write("other.txt", "not named");
        workflow("train.py", "data");
        assertThat(paths()).containsExactly("data/a.csv", "data/deep/b.csv", "train.py");
    }

    @Test
    void leavesOutWhatGitignoreLeavesOut() throws IOException {
        write(".gitignore", "*.log\n/src/build/\n");
        write("src/main.c", "");
        write("src/main.log", "");
        write("src/build/main.o", "");
        write("src/sub/.gitignore", "*\n!keep.*\n!.gitignore\n");
        write("src/sub/drop.txt", "");
        write("src/sub/keep.txt", "");
        write("src/sub/keep.log", "");
        write("src/.git/config", "secret");
        workflow("src");
        assertThat(paths()).containsExactly("src/main.c", "src/sub/.gitignore", "src/sub/keep.log", "src/sub/keep.txt");
    }

    @Test
    void uploadsWhatIsNamedEvenWhereGitignoreHasIt() throws IOException {
        write(".gitignore", "data\n*.bin\n");
        write("data/a.csv", "");
        write("data/b.bin", "");
        write("model.bin", "");
        workflow("data", "model.bin");
        assertThat(paths()).containsExactly("data/a.csv", "model.bin");
    }

    @Test
    void keepsTheExecutableBit() throws IOException {
        write("run.sh", "");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("data.txt", "");
        workflow("run.sh", "data.txt");
        var manifest = Uploads.hash(check().uploads()).manifest();
        assertThat(manifest.entries()).extracting(TreeEntry::executable).containsExactly(false, true);
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        write("lib/a.txt", "content");
        Files.createDirectories(folder.resolve("src"));
        Files.createSymbolicLink(folder.resolve("src/b.txt"), Path.of("../lib/a.txt"));
        Files.createSymbolicLink(folder.resolve("src/lib"), Path.of("../lib"));
        workflow("src");
        assertThat(paths()).containsExactly("src/b.txt", "src/lib/a.txt");
        assertThat(Uploads.hash(check().uploads()).contents()).hasSize(1);
    }

    @Test
    void refusesLinksThatLeaveTheFolder() throws IOException {
        Files.writeString(temp.resolve("secret"), "secret");
        Files.createDirectories(folder.resolve("src"));
        Files.createSymbolicLink(folder.resolve("src/out"), Path.of("../../../secret"));
        Files.createSymbolicLink(folder.resolve("src/root"), Path.of("/"));
        workflow("src");
        assertThat(problems())
                .containsExactly(
                        at(5, "a", "\"src/out\" is a link that leaves " + folder),
                        at(5, "a", "\"src/root\" is a link that leaves " + folder));
    }

    @Test
    void refusesALinkThatIsNamedAndLeavesTheFolder() throws IOException {
        Files.createSymbolicLink(folder.resolve("etc"), Path.of("/etc"));
        workflow("etc/passwd", "etc");
        assertThat(problems())
                .containsExactly(
                        at(5, "a", "\"etc/passwd\" is a link that leaves " + folder),
                        at(6, "a", "\"etc\" is a link that leaves " + folder));
    }

    @Test
    void refusesLinksWithoutEndAndLinksToNothing() throws IOException {
        Files.createDirectories(folder.resolve("src/sub"));
        Files.createSymbolicLink(folder.resolve("src/sub/up"), Path.of("../../src"));
        Files.createSymbolicLink(folder.resolve("src/void"), Path.of("nowhere"));
        workflow("src");
        assertThat(problems())
                .containsExactly(
                        at(5, "a", "\"src/sub/up\" is a link to a folder around it"),
                        at(5, "a", "\"src/void\" is a link to nothing"));
    }

    @Test
    void refusesPipesAndOddNames() throws IOException, InterruptedException {
        write("src/a\nb", "");
        var pipe = folder.resolve("src/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        workflow("src");
        assertThat(problems())
                .containsExactly(
                        at(5, "a", "\"src/a?b\": its path holds a control character"),
                        at(5, "a", "\"src/pipe\" is neither a file nor a folder"));
    }

    @Test
    void saysWhichFileIsMissingAndWhichFolderHoldsNothing() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        workflow("nowhere.py", "empty", ".git/config");
        assertThat(problems())
                .containsExactly(
                        at(5, "a", "no file or folder \"nowhere.py\" in " + folder),
                        at(6, "a", "\"empty\" has no file that .gitignore does not leave out"),
                        at(7, "a", "\".git\" is never uploaded"));
    }

    @Test
    void uploadsAParameterFromOutsideTheFolder() throws IOException {
        Files.createDirectories(temp.resolve("work/docs"));
        Files.writeString(temp.resolve("work/docs/a.md"), "text");
        Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(temp.resolve("elsewhere/b.md"), "text");
        parameter("../docs");
        assertThat(paths()).containsExactly("params/corpus/a.md");
        assertThat(paths(Map.of("corpus", "elsewhere"))).containsExactly("params/corpus/b.md");
        assertThat(paths(Map.of("corpus", "elsewhere/b.md"))).containsExactly("params/corpus");
    }

    @Test
    void letsNothingInsideAParameterLeaveIt() throws IOException {
        Files.createDirectories(temp.resolve("work/docs"));
        Files.writeString(temp.resolve("work/secret"), "secret");
        Files.createSymbolicLink(temp.resolve("work/docs/a"), Path.of("../secret"));
        parameter("../docs");
        assertThat(problems())
                .containsExactly(file() + ":3:3 params.corpus: \"params/corpus/a\" is a link that leaves "
                        + temp.resolve("work/docs"));
    }

    @Test
    void saysWhichParameterNamesNothing() throws IOException {
        parameter("../nowhere");
        assertThat(problems())
                .first()
                .isEqualTo(file() + ":3:3 params.corpus: no file or folder " + temp.resolve("work/nowhere"));
    }

    @Test
    void saysWhatAnUploadOfSomebodyElseLacks() throws IOException {
        write("train.py", "");
        workflow("train.py", "more.py");
        var workflow = check().file().orElseThrow();
        var missing = Uploads.missing("f", workflow.uploads(), workflow.params().values(), new TreeManifest(List.of()));
        assertThat(missing)
                .extracting(Problem::what)
                .containsExactly(
                        "no file or folder \"train.py\" in the upload", "no file or folder \"more.py\" in the upload");
    }

    @Test
    void stopsAtTheLimits() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("many/" + i, "0123456789");
        }
        write("deep/1/2/3/4/x", "");
        workflow("many");
        assertThat(limited(new UploadLimits(10, 1000, 9))).contains("expected at most 10 files, found more");
        assertThat(limited(new UploadLimits(100, 100, 9))).contains("expected uploads of at most 0 MiB, found more");
        workflow("deep");
        assertThat(limited(new UploadLimits(100, 100, 3))).contains("expected at most 3 folders in each other");
    }

    @Test
    void namesTheUploadByItsContentAlone() throws IOException {
        write("a.txt", "one");
        workflow("a.txt");
        var first = Uploads.hash(check().uploads()).manifest();
        assertThat(TreeManifest.parse(first.text())).isEqualTo(first);
        assertThat(Uploads.hash(check().uploads()).manifest().digest()).isEqualTo(first.digest());
        write("a.txt", "two");
        assertThat(Uploads.hash(check().uploads()).manifest().digest()).isNotEqualTo(first.digest());
    }

    @Test
    void saysWhichFileWentAwayBeforeItWasRead() throws IOException {
        write("a.txt", "one");
        workflow("a.txt");
        var files = check().uploads();
        Files.delete(folder.resolve("a.txt"));
        assertThatThrownBy(() -> Uploads.hash(files))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("a.txt: cannot be read");
    }

    private String limited(UploadLimits limits) {
        var workflow = check().file().orElseThrow();
        var listing = new Uploads(folder, temp, limits)
                .list("f", workflow.uploads(), workflow.params().values());
        return listing instanceof Listing.Refused(var problems) ? problems.toString() : "";
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void workflow(String... names) throws IOException {
        var files = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            files.append("      /in/%d: file://%s\n".formatted(i, names[i]));
        }
        write("workflow.yaml", "version: v4\njobs:\n  a:\n    files:\n" + files + "    script: x\n");
    }

    private void parameter(String path) throws IOException {
        write(
                "workflow.yaml",
                "version: v4\nparams:\n  corpus: {type: path, default: %s}\njobs: {a: {script: x, files: {/in: \"file://${params.corpus}\"}}}\n"
                        .formatted(path));
    }

    private Check check() {
        return check(Map.of());
    }

    private Check check(Map<String, String> settings) {
        return Check.of(folder, new LinkedHashMap<>(settings), temp);
    }

    private List<String> paths() {
        return paths(Map.of());
    }

    private List<String> paths(Map<String, String> settings) {
        var check = check(settings);
        assertThat(check.problems()).isEmpty();
        return check.uploads().stream().map(LocalFile::path).toList();
    }

    private List<String> problems() {
        return check().problems().stream().map(Problem::text).toList();
    }

    private String file() {
        return folder.resolve("workflow.yaml").toString();
    }

    private String at(int line, String job, String what) {
        return "%s:%d:14 jobs.%s.files[\"/in/%d\"]: %s".formatted(file(), line, job, line - 5, what);
    }
}
