package org.tombolo.sim.mutation;

import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// One change of one method's code, lambdas in it included. `owner` is the class, below `org.tombolo.`.
sealed interface Change {
    ClassDesc PLANTED = ClassDesc.of("org.tombolo.sim.mutation.Planted");

    String owner();

    String method();

    /// Calls of `called` go to `planted` instead, the receiver first.
    record Redirect(String owner, String method, String called, String planted) implements Change {}

    /// Calls of `called` are left out; their value is null, zero or false.
    record Skip(String owner, String method, String called) implements Change {}

    /// The whole method is `planted`.
    record Body(String owner, String method, String planted) implements Change {}

    default String className() {
        return "org.tombolo." + owner();
    }

    /// @param applied counts places that were changed
    default ClassTransform transform(int[] applied) {
        return switch (this) {
            case Redirect redirect -> calls(applied, redirect.called(), redirect.planted());
            case Skip skip -> calls(applied, skip.called(), "");
            case Body body -> ClassTransform.transformingMethods(this::isMeant, body(applied, body.planted()));
        };
    }

    private boolean isMeant(MethodModel model) {
        var name = model.methodName().stringValue();
        return name.equals(method())
                || name.startsWith("lambda$" + (method().equals("<init>") ? "new" : method()) + "$");
    }

    private ClassTransform calls(int[] applied, String called, String planted) {
        CodeTransform code = (builder, element) -> {
            if (element instanceof InvokeInstruction invoke && isCall(invoke, called)) {
                applied[0]++;
                if (planted.isEmpty()) {
                    leaveOut(builder, invoke);
                } else {
                    builder.invokestatic(PLANTED, planted, withReceiver(invoke));
                }
            } else {
                builder.with(element);
            }
        };
        return ClassTransform.transformingMethodBodies(this::isMeant, code);
    }

    /// `called` is `Class.method` or `method`.
    private static boolean isCall(CodeElement element, String called) {
        var invoke = (InvokeInstruction) element;
        var owner = invoke.owner().asInternalName();
        var simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        return called.equals(invoke.name().stringValue())
                || called.equals(simple + "." + invoke.name().stringValue());
    }

    private static MethodTypeDesc withReceiver(InvokeInstruction invoke) {
        var type = invoke.typeSymbol();
        return isStatic(invoke)
                ? type
                : type.insertParameterTypes(0, invoke.owner().asSymbol());
    }

    private static boolean isStatic(InvokeInstruction invoke) {
        return invoke.opcode() == java.lang.classfile.Opcode.INVOKESTATIC;
    }

    private static void leaveOut(CodeBuilder builder, InvokeInstruction invoke) {
        List<ClassDesc> parameters = new ArrayList<>(withReceiver(invoke).parameterList());
        for (var parameter : parameters.reversed()) {
            if (TypeKind.from(parameter).slotSize() == 2) {
                builder.pop2();
            } else {
                builder.pop();
            }
        }
        switch (TypeKind.from(invoke.typeSymbol().returnType()).asLoadable()) {
            case REFERENCE -> builder.aconst_null();
            case INT -> builder.iconst_0();
            case LONG -> builder.lconst_0();
            case DOUBLE -> builder.dconst_0();
            default -> {} // void
        }
    }

    private static MethodTransform body(int[] applied, String planted) {
        return (builder, element) -> {
            if (!(element instanceof CodeModel model)) {
                builder.with(element);
                return;
            }
            applied[0]++;
            var method = model.parent().orElseThrow();
            var type = method.methodTypeSymbol();
            boolean isStatic = (method.flags().flagsMask() & ACC_STATIC) != 0;
            builder.withCode(code -> {
                int slot = isStatic ? 0 : 1;
                for (var parameter : type.parameterList()) {
                    var kind = TypeKind.from(parameter);
                    code.loadLocal(kind, slot);
                    slot += kind.slotSize();
                }
                code.invokestatic(PLANTED, planted, type);
                code.return_(TypeKind.from(type.returnType()));
            });
        };
    }
}
