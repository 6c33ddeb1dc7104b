package org.tombolo.model.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.model.Digest;
import org.tombolo.model.TomboloException;

class TreeManifestTest {
    private static final Digest ONE = new Digest("sha256:" + "1".repeat(64));

    @Test
    void writesOneTextForATreeInWhateverOrderItComes() {
        var a = new TreeEntry("a/ü b%.txt", 12, true, ONE);
        var b = new TreeEntry("b", 0, false, ONE);
        var text = "tombolo-tree 1\nx 12 %s a/%%C3%%BC%%20b%%25.txt\n- 0 %s b\n".formatted(ONE.hex(), ONE.hex());
        assertThat(new TreeManifest(List.of(b, a)).text()).isEqualTo(text);
        assertThat(new TreeManifest(List.of(a, b)).digest()).isEqualTo(new TreeManifest(List.of(b, a)).digest());
        assertThat(TreeManifest.parse(text)).isEqualTo(new TreeManifest(List.of(a, b)));
    }

    @Test
    void namesTheEmptyTreeToo() {
        assertThat(TreeManifest.parse("tombolo-tree 1\n").entries()).isEmpty();
        assertThat(new TreeManifest(List.of()).digest().value())
                .isEqualTo("sha256:8c5593448b7b9e0dc2ae2897370faf918d4f16293e433b2bd1709443aac45c16");
    }

    @Test
    void findsFilesAndFolders() {
        var manifest =
                new TreeManifest(List.of(new TreeEntry("a/b/c", 3, false, ONE), new TreeEntry("ab", 4, false, ONE)));
        assertThat(manifest.holds("a")).isTrue();
        assertThat(manifest.holds("a/b/c")).isTrue();
        assertThat(manifest.holds("a/c")).isFalse();
        assertThat(manifest.under("a")).extracting(TreeEntry::path).containsExactly("a/b/c");
        assertThat(manifest.bytes()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\nb", "a\u0000b", "\ud800"})
    void refusesPathsThatLeaveTheTreeOrHoldControlCharacters(String path) {
        assertThat(TreePath.isGood(path)).isFalse();
        assertThatThrownBy(() -> new TreeEntry(path, 1, false, ONE)).isInstanceOf(TomboloException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "...", "a..b", ".hidden", "with space", "ü", "-", "~", "C:\\x"})
    void takesOrdinaryPaths(String path) {
        assertThat(TreePath.fault(path)).isEmpty();
        assertThat(TreePath.decode(TreePath.encode(path))).contains(path);
    }

    @Test
    void refusesAFileThatIsAFolderTooAndAPathThatIsThereTwice() {
        var file = new TreeEntry("a", 1, false, ONE);
        var inside = new TreeEntry("a/b", 1, false, ONE);
        assertThatThrownBy(() -> new TreeManifest(List.of(file, inside)))
                .hasMessageContaining("both a file and a folder");
        assertThatThrownBy(() -> new TreeManifest(List.of(file, file))).hasMessageContaining("there twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- 1 x a\n",
                "- 01 # a\n",
                "+ 1 # a\n",
                "- 1 # %61\n",
                "- 1 # ../a\n",
                "- 1 # a%0\n",
                "- 1 # a",
                "- 1 # b\n- 1 # a\n"
            })
    void readsNothingButItsOwnLines(String lines) {
        var text = "tombolo-tree 1\n" + lines.replace("#", ONE.hex());
        assertThatThrownBy(() -> TreeManifest.parse(text))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("tree manifest, line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tombolo-tree 2\n", "tombolo-tree 1"})
    void readsNothingButItsOwnText(String text) {
        assertThatThrownBy(() -> TreeManifest.parse(text))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("tree manifest, line");
    }
}
