package org.tombolo.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;

/// Makes records through reflection. Jackson does so through a method handle whose arguments it spreads, for which the
/// JVM makes classes for each shape of a constructor: half of what a command took that reads one answer.
final class RecordConstructors extends ValueInstantiators.Base {
    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config, BeanDescription.Supplier about, ValueInstantiator usual) {
        return about.getBeanClass().isRecord()
                        && usual instanceof StdValueInstantiator standard
                        && standard.getWithArgsCreator() != null
                        && standard.getWithArgsCreator().getAnnotated() instanceof Constructor<?> constructor
                ? new Reflecting(standard, constructor)
                : usual;
    }

    private static final class Reflecting extends StdValueInstantiator {
        private final Constructor<?> constructor;

        Reflecting(StdValueInstantiator usual, Constructor<?> constructor) {
            super(usual);
            this.constructor = constructor;
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
            try {
                return constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                return problem(context, arguments, e.getTargetException());
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                return problem(context, arguments, e);
            }
        }

        private Object problem(DeserializationContext context, Object[] arguments, Throwable why) {
            return context.handleInstantiationProblem(_valueClass, arguments, rewrapCtorProblem(context, why));
        }
    }
}
