package org.tombolo.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.VolumeId;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/// Says about records and sealed interfaces what annotations on them would say.
final class ModelIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value BY_NAME =
            JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "is", null, false, true, null);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated about) {
        return isChoice(about.getRawType()) ? BY_NAME : super.findPolymorphicTypeInfo(config, about);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated about) {
        if (!isChoice(about.getRawType())) {
            return super.findSubtypes(config, about);
        }
        var cases = new ArrayList<NamedType>();
        collect(about.getRawType(), cases);
        return cases;
    }

    @Override
    public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass about) {
        return about.getRawType().isRecord() ? name(about.getRawType()) : super.findTypeName(config, about);
    }

    /// All components but the optional ones must be there.
    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return !Optional.class.isAssignableFrom(member.getRawType());
    }

    private static void collect(Class<?> choice, List<NamedType> cases) {
        for (var permitted : choice.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                cases.add(new NamedType(permitted, name(permitted)));
            } else {
                collect(permitted, cases);
            }
        }
    }

    private static boolean isChoice(Class<?> type) {
        return type.isSealed() && type.isInterface() && type != VolumeId.class;
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
