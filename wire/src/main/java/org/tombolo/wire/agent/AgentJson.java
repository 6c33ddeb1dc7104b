package org.tombolo.wire.agent;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/// The messages as JSON. A choice says which one it is by `is`, the simple name of its record.
public final class AgentJson {
    private final ObjectMapper mapper = JsonMapper.builder()
            .annotationIntrospector(new Choices())
            .addModule(new SimpleModule().addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class))
            .changeDefaultVisibility(visible -> visible.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                    .withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                    .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public byte[] write(Record message) {
        return mapper.writeValueAsBytes(message);
    }

    /// @param place named when the bytes are not such a message
    public <T extends Record> T read(byte[] json, Class<T> type, String place) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s: not a %s of this version: %s".formatted(place, type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }

    /// Tells Jackson the cases of our sealed interfaces.
    private static final class Choices extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            var type = annotated.getRawType();
            return isChoice(type)
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "is", null, false, true, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
            var type = annotated.getRawType();
            return isChoice(type) ? cases(type) : super.findSubtypes(config, annotated);
        }

        @Override
        public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
            return annotated.getRawType().isRecord() ? annotated.getRawType().getSimpleName() : null;
        }

        private static boolean isChoice(Class<?> type) {
            return type.isInterface() && type.isSealed() && type.getName().startsWith("org.tombolo.");
        }

        private static List<NamedType> cases(Class<?> choice) {
            var found = new ArrayList<NamedType>();
            var open = new ArrayDeque<Class<?>>(List.of(choice.getPermittedSubclasses()));
            while (!open.isEmpty()) {
                var next = open.remove();
                if (next.isRecord()) {
                    found.add(new NamedType(next, next.getSimpleName()));
                } else if (next.isSealed()) {
                    open.addAll(List.of(next.getPermittedSubclasses()));
                }
            }
            return found;
        }
    }
}
