package org.tombolo.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Our records as JSON and back. Times are ISO 8601, durations milliseconds; what is empty is left out.
public final class Json {
    public static final String MEDIA_TYPE = "application/json";

    /// For what others send us: nothing unknown, nothing twice, nothing behind the end.
    private static final class Strict {
        static final JsonMapper MAPPER = mapper(true); // a command needs none
    }

    /// For what the server answers: a newer one may say more than we know.
    private static final JsonMapper LENIENT = mapper(false);

    private Json() {}

    /// Loads what reading an answer takes, some 30 ms of a fresh JVM. A program that starts calls it in a thread of its
    /// own.
    public static void prepare() {
        answer("0", Integer.class);
    }

    public static byte[] bytes(Object value) {
        return LENIENT.writeValueAsBytes(value);
    }

    /// On one line.
    public static String text(Object value) {
        return LENIENT.writeValueAsString(value);
    }

    /// For people.
    public static String pretty(Object value) {
        return LENIENT.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /// A body that came in. What is wrong with it is `BAD_INPUT`, with line, column and field.
    public static <T> T request(byte[] body, Class<T> type) {
        try {
            return Optional.ofNullable(Strict.MAPPER.readValue(utf8(body), type))
                    .orElseThrow(
                            () -> new TomboloException(ErrorCode.BAD_INPUT, "body: expected an object, found null"));
        } catch (JacksonException e) {
            throw BadJson.of(e);
        }
    }

    /// An answer of the server.
    public static <T> T answer(byte[] body, Class<T> type) {
        try {
            return LENIENT.readValue(body, type);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    public static <T> T answer(String text, Class<T> type) {
        return answer(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /// A list or a page of them.
    public static <T> Items<T> items(byte[] body, Class<T> type) {
        var wanted = LENIENT.getTypeFactory().constructParametricType(Items.class, type);
        try {
            return LENIENT.readValue(body, wanted);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static TomboloException unreadable(JacksonException e) {
        return new TomboloException(
                ErrorCode.INTERNAL,
                "the server's answer cannot be read (%s): is it a Tombolo factory of the same version?"
                        .formatted(e.getOriginalMessage()),
                e);
    }

    private static String utf8(byte[] body) {
        var in = ByteBuffer.wrap(body);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "body: expected JSON in UTF-8, found something else at byte %d".formatted(in.position()),
                    e);
        }
    }

    private static JsonMapper mapper(boolean strict) {
        var factory = JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .build();
        return JsonMapper.builder(factory)
                .addModule(records())
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .withConfigOverride(
                        List.class, list -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withConfigOverride(
                        SequencedMap.class, map -> map.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .build();
    }

    private static SimpleModule records() {
        return new SimpleModule("records") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addValueInstantiators(new RecordConstructors());
            }
        };
    }
}
