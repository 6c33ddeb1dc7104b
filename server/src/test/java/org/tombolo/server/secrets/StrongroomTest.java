package org.tombolo.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;
import org.tombolo.journal.SealedRow;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.spec.SecretRef.Scope;

class StrongroomTest {
    private static final SecretId NAME = new SecretId(Scope.USER, "ann", "name");
    private static final String CANARY = "canary-in-the-strongroom";

    @TempDir
    Path folder;

    private Journal journal;
    private KeyFile keys;
    private Strongroom room;

    @BeforeEach
    void open() {
        journal = Journals.open("jdbc:sqlite:" + folder.resolve("journal.db"), new Codec());
        keys = new KeyFile(folder.resolve("secrets.key"));
        room = new Strongroom(journal.sealed(), keys, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private SealedRow row() {
        var ref = journal.sealed().list().getFirst();
        return journal.sealed().find(ref.place(), ref.version()).orElseThrow();
    }

    @Test
    void keepsNoValueInClear() throws IOException {
        room.keep(NAME, new SecretValue.Value(CANARY));
        journal.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
            }
        }
        open();
        assertThat(row().key()).isEqualTo(keys.first().name());
    }

    @Test
    void drawsTheKeyOnceAndOnlyItsOwnerMayReadIt() throws IOException {
        assertThat(keys.path()).doesNotExist();
        room.keep(NAME, new SecretValue.Value(CANARY));
        var text = Files.readString(keys.path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.path())))
                .isEqualTo("rw-------");
        room.keep(NAME, new SecretValue.Value("another"));
        assertThat(Files.readString(keys.path())).isEqualTo(text);
        Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> room.keep(NAME, new SecretValue.Value("x"))).hasMessageContaining("chmod 600");
    }

    @Test
    void drawsNoOtherKeyWhileValuesAreSealedWithOneThatIsGone() throws IOException {
        room.keep(NAME, new SecretValue.Value(CANARY));
        var name = keys.first().name();
        Files.move(keys.path(), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> room.keep(NAME, new SecretValue.Value("x")))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("sealed with key " + name)
                .hasMessageContaining("restore that file from its backup");
        assertThat(keys.path()).doesNotExist();
    }

    @Test
    void tellsAKeyFileThatIsDamaged() throws IOException {
        room.keep(NAME, new SecretValue.Value(CANARY));
        Files.writeString(keys.path(), "something else\n");
        assertThatThrownBy(() -> room.keep(NAME, new SecretValue.Value("x"))).hasMessageContaining("line 1 is no key");
    }

    @Test
    void aSealOpensOnlyForItsPlaceItsVersionAndItsKey() throws GeneralSecurityException {
        var seals = new Seals();
        var key = keys.first();
        var sealed = seals.seal(key, "here", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(seals.open(key, "here", sealed)).asString().isEqualTo("text");
        assertThatThrownBy(() -> seals.open(key, "there", sealed)).isInstanceOf(GeneralSecurityException.class);
        var other = keys.renew();
        assertThatThrownBy(() -> seals.open(other, "here", sealed)).isInstanceOf(GeneralSecurityException.class);
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seals.open(key, "here", changed)).isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> seals.open(key, "here", Arrays.copyOf(sealed, 5)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void sealsAllValuesWithAFreshKeyAndForgetsTheOneBefore() throws IOException {
        room.keep(NAME, new SecretValue.Value(CANARY));
        room.keep(new SecretId(Scope.PROJECT, "red", "two"), new SecretValue.Hf(CANARY));
        var before = keys.first().name();
        assertThat(room.renewKey()).isEqualTo(2);
        assertThat(keys.first().name()).isNotEqualTo(before);
        assertThat(Files.readAllLines(keys.path())).hasSize(1);
        assertThat(journal.sealed().list())
                .allMatch(row -> row.key().equals(keys.first().name()));
        assertThat(room.renewKey()).isEqualTo(2); // which opens what the first renewal sealed
    }
}
