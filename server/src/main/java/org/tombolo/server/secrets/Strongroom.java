package org.tombolo.server.secrets;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.SecretStore;
import org.tombolo.engine.Shape;
import org.tombolo.journal.SealedRow;
import org.tombolo.journal.SealedRows;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretUse;
import org.tombolo.model.secret.SecretUses;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.SecretRef.Scope;
import org.tombolo.wire.agent.AgentJson;

/// Sealed values in the journal's database; the keys are in a file.
///
/// Written first, then named in the journal; unnamed in the journal first, then deleted. What a crash leaves between is
/// a row that nothing leads to: `sweep` deletes it.
public final class Strongroom implements SecretStore {
    /// A row of a request that is still under way is no older.
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private static final String OF_RUNS = "run/";
    /// A value given to a run never changes.
    private static final String ONLY = "1";

    private final SealedRows rows;
    private final KeyFile keys;
    private final InstantSource clock;
    private final Seals seals = new Seals();
    private final SecureRandom random = new SecureRandom();
    private final AgentJson json = new AgentJson();

    public Strongroom(SealedRows rows, KeyFile keys, InstantSource clock) {
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
    }

    /// A sealed interface needs a record around it to say which case it is.
    private record Content(SecretValue value) {}

    @Override
    public String keep(SecretId secret, SecretValue value) {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        var version = HexFormat.of().formatHex(bytes);
        put(place(secret), version, value);
        return version;
    }

    @Override
    public void keep(OfRun run, String name, SecretValue value) {
        put(place(run, name), ONLY, value);
    }

    private void put(String place, String version, SecretValue value) {
        var key = sealingKey();
        var bytes = seals.seal(key, about(place, version), json.write(new Content(value)));
        rows.put(new SealedRow(place, version, key.name(), clock.instant(), bytes));
    }

    /// A key is drawn only where nothing is sealed: a file that is gone while values are there must come back.
    private KeyFile.Key sealingKey() {
        if (keys.read().isEmpty()) {
            rows.list().stream().findFirst().ifPresent(row -> {
                throw noKey(row.key());
            });
        }
        return keys.first();
    }

    @Override
    public void drop(SecretId secret, String version) {
        rows.remove(place(secret), version);
    }

    @Override
    public Secrets of(Shape shape, Factory factory) {
        var held = new LinkedHashMap<SecretRef, Secrets.Held>();
        for (var use : SecretUses.of(shape.node())) {
            var value = value(shape, use, factory);
            held.putIfAbsent(use.ref(), new Secrets.Held(use.ref(), value));
        }
        return held.isEmpty() ? Secrets.NONE : new Secrets(List.copyOf(held.values()));
    }

    private SecretValue value(Shape shape, SecretUse use, Factory factory) {
        var row = row(shape, use.ref(), factory)
                .or(() -> row(shape, use.ref(), factory)) // it got another version at that moment
                .orElseThrow(() -> refused(
                        use,
                        "is not there any more; set it again by \"tombolo secrets set %s\", and run the work again"
                                .formatted(use.ref().name())));
        var value = open(row);
        if (!use.isServedBy(value.type())) {
            throw refused(use, "is of type %s now, and cannot serve there".formatted(value.type()));
        }
        return value instanceof SecretValue.MapOf(var entries)
                        && use.ref().entry().isPresent()
                ? use.ref()
                        .entry()
                        .flatMap(entry -> Optional.ofNullable(entries.get(entry)))
                        .map(SecretValue.Value::new)
                        .orElseThrow(() -> refused(use, "has no such entry"))
                : value;
    }

    private static TomboloException refused(SecretUse use, String why) {
        return new TomboloException(ErrorCode.NOT_FOUND, "%s: the secret %s %s".formatted(use.path(), use.ref(), why));
    }

    private Optional<SealedRow> row(Shape shape, SecretRef ref, Factory factory) {
        var ofRun = new OfRun(shape.project(), shape.user(), shape.job().run());
        var id = SecretId.of(ref, shape.project(), shape.user());
        return (ref.scope() == Scope.USER ? rows.find(place(ofRun, ref.name()), ONLY) : Optional.<SealedRow>empty())
                .or(() -> factory.secrets().stream()
                        .filter(secret -> secret.id().equals(id))
                        .findFirst()
                        .flatMap(secret -> rows.find(place(id), secret.version())));
    }

    private SecretValue open(SealedRow row) {
        return json.read(unsealed(row), Content.class, row.place()).value();
    }

    private byte[] unsealed(SealedRow row) {
        var key = keys.find(row.key()).orElseThrow(() -> noKey(row.key()));
        try {
            return seals.open(key, about(row.place(), row.version()), row.bytes());
        } catch (GeneralSecurityException e) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "secret %s: its seal does not open with key %s: the row or the key was changed; set the secret again"
                            .formatted(row.place(), row.key()));
        }
    }

    private TomboloException noKey(String name) {
        return new TomboloException(
                ErrorCode.CORRUPT,
                "secrets are sealed with key %s, and %s does not hold it; restore that file from its backup, or remove the secrets"
                                .formatted(name, keys.path())
                        + " (\"tombolo secrets remove\") and set them again");
    }

    /// Seals all values with a fresh key. May be broken off and done again.
    @Override
    public int renewKey() {
        if (keys.read().isEmpty()) {
            sealingKey();
        }
        var fresh = keys.renew();
        int count = 0;
        for (var ref : rows.list()) {
            var row = rows.find(ref.place(), ref.version());
            if (row.isPresent()) {
                var bytes = seals.seal(fresh, about(ref.place(), ref.version()), unsealed(row.get()));
                rows.replace(new SealedRow(ref.place(), ref.version(), fresh.name(), ref.at(), bytes));
                count++;
            }
        }
        if (rows.list().stream().allMatch(row -> row.key().equals(fresh.name()))) {
            keys.keepOnlyFirst();
        }
        return count;
    }

    /// Deletes rows that nothing leads to: of runs that have ended, of requests that were never acknowledged.
    ///
    /// @param ended whether a run is known to have ended
    public int sweep(Factory factory, Predicate<RunId> ended) {
        var before = rows.list(); // before what counts is asked for: what comes later is not looked at
        if (before.isEmpty()) {
            return 0;
        }
        var counts = new HashSet<String>();
        factory.secrets().forEach(secret -> counts.add(place(secret.id()) + " " + secret.version()));
        int count = 0;
        for (var row : before) {
            boolean fresh = row.at().plus(UNDER_WAY).isAfter(clock.instant());
            boolean needed;
            if (row.place().startsWith(OF_RUNS)) {
                var run = new RunId(row.place().split("/", 5)[3]);
                needed = !ended.test(run) && (fresh || factory.run(run).isPresent());
            } else {
                needed = fresh || counts.contains(row.place() + " " + row.version());
            }
            if (!needed) {
                rows.remove(row.place(), row.version());
                count++;
            }
        }
        return count;
    }

    private static String place(SecretId secret) {
        return secret.toString();
    }

    private static String place(OfRun run, String name) {
        return OF_RUNS + run.project() + "/" + run.user() + "/" + run.run() + "/" + name;
    }

    /// Nothing can be made to mean another place or version.
    private static String about(String place, String version) {
        return "tombolo secret\n" + place + "\n" + version;
    }
}
