package org.tombolo.journal;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Ids, digests and instants as plain text: what their `toString` says.
final class Ids {
    private Ids() {}

    static SimpleModule module() {
        var module = new SimpleModule("ids");
        var jobs = new Same<>(Ids::job);
        add(module, AttemptId.class, text -> attempt(text, jobs));
        add(module, TaskId.class, text -> task(text, jobs));
        add(module, JobId.class, jobs);
        add(module, RunId.class, new Same<>(RunId::new));
        add(module, ProjectId.class, new Same<>(ProjectId::new));
        add(module, UserId.class, new Same<>(UserId::new));
        add(module, SiteId.class, new Same<>(SiteId::new));
        add(module, FactoryId.class, FactoryId::new);
        add(module, VolumeId.class, VolumeId::parse);
        add(module, Digest.class, Digest::new);
        add(module, Instant.class, Instants::parse);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new AsText<>(type)).addDeserializer(type, new FromText<>(type, parse));
    }

    /// The same text as the last time gives the same id, not another one like it: a hundred thousand tasks of one job
    /// need its id once.
    private static final class Same<T> implements Function<String, T> {
        private record Known<T>(String text, T id) {}

        private final Function<String, T> parse;
        private volatile @Nullable Known<T> last; // whichever thread wrote it: it is right

        Same(Function<String, T> parse) {
            this.parse = parse;
        }

        @Override
        public T apply(String text) {
            var known = last;
            if (known == null || !known.text().equals(text)) {
                known = new Known<>(text, parse.apply(text));
                last = known;
            }
            return known.id();
        }
    }

    private static AttemptId attempt(String text, Function<String, JobId> jobs) {
        int slash = text.lastIndexOf('/');
        try {
            if (slash > 0) {
                return new AttemptId(
                        task(text.substring(0, slash), jobs), Integer.parseInt(text, slash + 1, text.length(), 10));
            }
        } catch (NumberFormatException | TomboloException e) {
            // falls through to the one message
        }
        throw expected("attempt", text, "RUN/JOB/INDEX/TRY");
    }

    private static TaskId task(String text, Function<String, JobId> jobs) {
        int slash = text.lastIndexOf('/');
        try {
            if (slash > 0) {
                return new TaskId(
                        jobs.apply(text.substring(0, slash)), Integer.parseInt(text, slash + 1, text.length(), 10));
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw expected("task", text, "RUN/JOB/INDEX");
    }

    private static JobId job(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash != text.lastIndexOf('/')) {
            throw expected("job", text, "RUN/JOB");
        }
        return new JobId(new RunId(text.substring(0, slash)), text.substring(slash + 1));
    }

    private static TomboloException expected(String what, String text, String form) {
        return new TomboloException(
                ErrorCode.BAD_INPUT, "%s \"%s\": expected %s".formatted(what, Names.printable(text), form));
    }

    private static final class AsText<T> extends StdScalarSerializer<T> {
        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private final Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw expected(
                        handledType().getSimpleName(), json.currentToken().toString(), "a text");
            }
            return parse.apply(json.getString());
        }
    }
}
