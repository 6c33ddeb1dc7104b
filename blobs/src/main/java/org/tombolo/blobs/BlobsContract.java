package org.tombolo.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// What every store of objects keeps to.
public abstract class BlobsContract {
    private static final Digest HELLO =
            new Digest("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    private static final Digest EMPTY =
            new Digest("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /// Empty at first.
    protected abstract Blobs blobs();

    /// The same objects, opened again.
    protected abstract Blobs reopened();

    @Test
    void namesAnObjectByItsDigest() throws IOException {
        assertThat(blobs().put(bytes("hello"))).isEqualTo(HELLO);
        assertThat(blobs().put(bytes(""))).isEqualTo(EMPTY);
        assertThat(read(blobs().open(HELLO))).isEqualTo("hello");
        assertThat(reopened().size(HELLO)).contains(5L);
        assertThat(reopened().size(EMPTY)).contains(0L);
    }

    @Test
    void readsAPieceOfAnObject() throws IOException {
        blobs().put(bytes("hello"));
        assertThat(read(blobs().open(HELLO, 1, 3))).isEqualTo("ell");
        assertThat(read(blobs().open(HELLO, 3, 100))).isEqualTo("lo");
        assertThat(read(blobs().open(HELLO, 5, 1))).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotWhatTheyShouldBe() {
        assertThatThrownBy(() -> blobs().put(HELLO, bytes("hullo")))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
        assertThat(blobs().has(HELLO)).isFalse();
        assertThat(blobs().list()).isEmpty();
        blobs().put(HELLO, bytes("hello"));
        assertThat(blobs().has(HELLO)).isTrue();
    }

    @Test
    void takesTheSameObjectAgain() {
        blobs().put(bytes("hello"));
        blobs().put(HELLO, bytes("hello"));
        assertThat(blobs().list())
                .singleElement()
                .satisfies(stored -> assertThat(stored.digest()).isEqualTo(HELLO))
                .satisfies(stored -> assertThat(stored.size()).isEqualTo(5));
    }

    @Test
    void listsEveryObjectByTheNameItWasPutUnder() {
        var one = blobs().put(bytes("one"));
        var two = blobs().put(bytes("three"));
        assertThat(blobs().list()).extracting(Stored::digest).containsExactlyInAnyOrder(one, two);
        assertThat(blobs().list()).extracting(Stored::size).containsExactlyInAnyOrder(3L, 5L);
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() {
        var broken = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1) < 0 ? -1 : 0;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (left-- > 0) {
                    return length;
                }
                throw new IOException("the sender hung up");
            }
        };
        assertThatThrownBy(() -> blobs().put(broken))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("the sender hung up");
        assertThat(reopened().list()).isEmpty();
    }

    @Test
    void saysThatAnObjectIsNotThere() {
        assertThat(blobs().has(HELLO)).isFalse();
        assertThat(blobs().size(HELLO)).isEmpty();
        assertThatThrownBy(() -> blobs().open(HELLO))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void removesAnObject() {
        blobs().put(bytes("hello"));
        blobs().remove(HELLO);
        blobs().remove(HELLO);
        assertThat(blobs().has(HELLO)).isFalse();
        assertThat(reopened().list()).isEmpty();
    }

    protected static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    protected static String read(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
