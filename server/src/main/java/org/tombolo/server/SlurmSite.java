package org.tombolo.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.tombolo.engineslurm.SharedFolder;
import org.tombolo.engineslurm.SlurmSettings;
import org.tombolo.model.Ordered;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;

/// The keys of a site file whose engine is slurm.
final class SlurmSite {
    private static final Form<String> FOLDER = ScalarForm.text(
            "an absolute path of letters, digits and ._/-",
            text -> Optional.of(text).filter(path -> path.matches("/[A-Za-z0-9._/-]+")));
    private static final Key<String> SSH = Key.of(
            "ssh",
            Scalars.LINE,
            "[USER@]HOST of a login node, as ssh takes it; Slurm's commands are here when left out");
    private static final Key<SequencedMap<String, String>> SSH_OPTIONS = Key.of(
            "ssh-options", Lists.byName("NAME", Scalars.WORD, Scalars.LINE), "beside those of ssh's own configuration");
    private static final Key<String> THERE =
            Key.required("folder", FOLDER, "one that all nodes see, for this factory alone");
    private static final Key<String> HERE =
            Key.of("mounted-at", FOLDER, "where this machine sees that folder, if elsewhere");
    private static final Key<String> PATH = Key.of("path", Scalars.LINE, "the PATH of attempts");
    private static final Key<List<String>> PARTITIONS = Key.of(
            "partitions",
            Lists.of(Scalars.WORD),
            "those to use, in the order in which they are tried; all when left out, the default one first");
    private static final Key<String> ACCOUNT = Key.of("account", Scalars.WORD, "as sbatch takes it");
    private static final Key<String> QOS = Key.of("qos", Scalars.WORD, "as sbatch takes it");
    private static final Key<String> CONSTRAINT = Key.of("constraint", Scalars.LINE, "as sbatch takes it");
    private static final Key<String> RESERVATION = Key.of("reservation", Scalars.WORD, "as sbatch takes it");
    private static final Key<Duration> ASK_EVERY =
            Key.of("ask-every", Amounts.DURATION_FORM, "how often the whole queue is asked for (15s)");

    private SlurmSite() {}

    /// @param shared keys that other sites have, too
    static <T> Form<T> form(List<Key<?>> shared, BiFunction<Fields, SlurmSettings, T> build) {
        var keys = new ArrayList<Key<?>>(shared);
        keys.addAll(List.of(
                SSH, SSH_OPTIONS, THERE, HERE, PATH, PARTITIONS, ACCOUNT, QOS, CONSTRAINT, RESERVATION, ASK_EVERY));
        return ObjectForm.of("site", keys, fields -> build.apply(fields, settings(fields)));
    }

    private static SlurmSettings settings(Fields fields) {
        var there = fields.get(THERE, "/");
        var control = fields.find(SSH)
                .<SlurmSettings.Control>map(
                        host -> new SlurmSettings.Control.Ssh(host, fields.get(SSH_OPTIONS, Ordered.none())))
                .orElseGet(SlurmSettings.Control.Here::new);
        return new SlurmSettings(
                control,
                new SharedFolder(Path.of(fields.get(HERE, there)), there),
                fields.get(PATH, SlurmSettings.PATH),
                fields.get(PARTITIONS, List.of()),
                fields.find(ACCOUNT),
                fields.find(QOS),
                fields.find(CONSTRAINT),
                fields.find(RESERVATION),
                fields.get(ASK_EVERY, SlurmSettings.ASK_EVERY),
                SlurmSettings.Storage.OWN,
                Optional.empty());
    }
}
