package org.tombolo.workflow.params;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;
import org.tombolo.workflow.yaml.Node.Scalar;

/// How parameters are declared.
public final class ParamForms {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private static final Key<ParamType> TYPE =
            Key.required("type", Words.of(ParamType.class), "string, int, float, bool, path or choice");
    private static final Key<String> DEFAULT =
            Key.of("default", Scalars.TEXT, "its value when it is not set; without one it must be set");
    private static final Key<List<String>> OPTIONS = Key.of("options", Lists.of(Scalars.TEXT), "what a choice may be");
    private static final Key<String> DESCRIPTION = Key.of("description", Scalars.TEXT, "one line for people");

    private static final Form<String> NAMES = ScalarForm.text(
            "a letter, then letters, digits, '_' and '-', at most 63",
            text -> Optional.of(text).filter(ParamForms::isName));

    /// The `params` of a file.
    public static final Form<SequencedMap<String, Param>> PARAMS = Lists.byName(
            "NAME",
            NAMES,
            ObjectForm.checked("param", List.of(TYPE, DEFAULT, OPTIONS, DESCRIPTION), ParamForms::build));

    private ParamForms() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static Optional<Param> build(Fields fields) {
        var type = fields.of(TYPE);
        var options = fields.get(OPTIONS, List.of());
        if (type == ParamType.CHOICE && options.isEmpty()) {
            fields.at().report("expected options: what a choice may be");
            return Optional.empty();
        }
        if (type != ParamType.CHOICE && fields.has(OPTIONS)) {
            fields.at(OPTIONS).report("expected options only with type: choice");
        }
        var name = nameIn(fields.at().path());
        var place = fields.at().keyPlace();
        var param = new Param(name, type, options, fields.find(DEFAULT), fields.find(DESCRIPTION), place);
        param.standing().ifPresent(text -> checkDefault(fields, param, text));
        return Optional.of(param);
    }

    /// A default has its type in YAML too: 3 is a number, "3" is text.
    private static void checkDefault(Fields fields, Param param, String text) {
        boolean quoted = fields.at(DEFAULT).node() instanceof Scalar scalar && !scalar.plain();
        boolean wantsPlain = new ParamValue(param, text, false).isPlain();
        var fault = quoted && wantsPlain
                ? Optional.of("expected %s without quotes, found \"%s\" in quotes"
                        .formatted(param.type().expected(), text))
                : param.fault(text);
        fault.ifPresent(what -> fields.at(DEFAULT).report(what, param.nearest(text)));
    }

    private static String nameIn(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
