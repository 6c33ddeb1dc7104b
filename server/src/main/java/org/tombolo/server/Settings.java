package org.tombolo.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;

/// What `$TOMBOLO_HOME/tombolo.yaml` and the environment say of the factory.
///
/// @param database  `jdbc:postgresql://...`, or the file of the embedded one
/// @param port      of the API on loopback; 0: a free one
/// @param maxUpload bytes that one object of an upload may have
public record Settings(String database, int port, long maxUpload) {
    static final String FILE = "tombolo.yaml";
    static final String DATABASE_VARIABLE = "TOMBOLO_DATABASE";
    private static final long MAX_UPLOAD = 16L << 30;
    private static final long MOST_UPLOAD = 1L << 50;

    private static final Key<String> DATABASE =
            Key.of("database", Scalars.LINE, "jdbc:postgresql://HOST/NAME; the embedded one when left out");
    private static final Key<Integer> PORT =
            Key.of("port", Scalars.whole(0, 65_535), "of the API on loopback; a free one when left out");
    private static final Key<Long> MAX_UPLOAD_KEY =
            Key.of("max-upload", Amounts.bytes(MOST_UPLOAD), "size of one object of an upload (16GiB)");

    public Settings {
        if (!database.startsWith("jdbc:postgresql:") && !database.startsWith("jdbc:sqlite:")) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "database: expected jdbc:postgresql://HOST/NAME, or nothing for the embedded one");
        }
        if (port < 0 || port > 65_535) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "port: expected 0 to 65535, found " + port);
        }
    }

    /// The file, with the environment above it.
    static Settings read(Path home, Map<String, String> environment) {
        var embedded = "jdbc:sqlite:" + home.resolve("journal.db");
        var named = Optional.ofNullable(environment.get(DATABASE_VARIABLE)).filter(text -> !text.isBlank());
        var file = YamlFile.read(home.resolve(FILE), form(embedded)).orElse(new Settings(embedded, 0, MAX_UPLOAD));
        return new Settings(named.orElse(file.database()), file.port(), file.maxUpload());
    }

    private static Form<Settings> form(String embedded) {
        return ObjectForm.of("settings", List.of(DATABASE, PORT, MAX_UPLOAD_KEY), fields -> settings(fields, embedded));
    }

    private static Settings settings(Fields fields, String embedded) {
        return new Settings(
                fields.get(DATABASE, embedded), fields.get(PORT, 0), fields.get(MAX_UPLOAD_KEY, MAX_UPLOAD));
    }

    /// Without the password that a database's address may hold.
    @Override
    public String toString() {
        return "Settings[database=%s, port=%d]".formatted(database.replaceAll("[?].*|//[^@/]*@", "..."), port);
    }
}
