package org.tombolo.journal;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;

/// Makes records by a handle that is kept ready. Jackson makes one for every call, which is a third of the time of
/// reading.
final class Records extends SimpleModule {
    private static final long serialVersionUID = 1L;

    @Override
    public void setupModule(SetupContext context) {
        context.addValueInstantiators(new ValueInstantiators.Base() {
            @Override
            public ValueInstantiator modifyValueInstantiator(
                    DeserializationConfig config, BeanDescription.Supplier about, ValueInstantiator usual) {
                return about.getBeanClass().isRecord() && usual instanceof StdValueInstantiator same
                        ? new Maker(same)
                        : usual;
            }
        });
    }

    private static final class Maker extends StdValueInstantiator {
        private @Nullable MethodHandle made; // the same whoever makes it: two threads may

        Maker(StdValueInstantiator usual) {
            super(usual);
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, @Nullable Object[] components) {
            try {
                return requireNonNull(handle().invokeExact(components));
            } catch (Exception e) {
                return context.handleInstantiationProblem(_valueClass, components, rewrapCtorProblem(context, e));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private MethodHandle handle() throws IllegalAccessException {
            var handle = made;
            if (handle == null) {
                var constructor = (Constructor<?>) getWithArgsCreator().getAnnotated();
                handle = MethodHandles.lookup()
                        .unreflectConstructor(constructor)
                        .asSpreader(Object[].class, constructor.getParameterCount())
                        .asType(MethodType.methodType(Object.class, Object[].class));
                made = handle;
            }
            return handle;
        }
    }
}
