package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.Program;

class ParamsTest {
    private static final String FILE = """
            version: v4
            params:
              cores: {type: int, default: 2}
              rate: {type: float, default: 0.5}
              fast: {type: bool, default: false}
              title: {type: string, default: some text}
              size: {type: choice, options: [small, large], default: small}
              corpus: {type: path, default: ../docs}
            jobs:
              train:
                script: |
                  echo ${params.title} ${HOME} $$ $${params.title} ${title} $${HOME}
                env: ["RATE=${params.rate}", "FAST=${params.fast}", "SIZE=${params.size}"]
                resource: {cpu: {cores: "${params.cores}"}, exclusive: "${params.fast}"}
                files: {/corpus: "file://${params.corpus}/text"}
            """;

    @Test
    void fillsInDefaults() {
        var job = Samples.of(Samples.good(FILE).spec().jobs(), "train");
        assertThat(job.work().program())
                .isEqualTo(new Program.Script("echo some text ${HOME} $$ ${params.title} ${title} $${HOME}\n"));
        assertThat(job.work().env())
                .containsExactly(
                        new EnvEntry.Literal("RATE", "0.5"),
                        new EnvEntry.Literal("FAST", "false"),
                        new EnvEntry.Literal("SIZE", "small"));
        assertThat(job.work().resources().cpu().cores()).isEqualTo(2);
    }

    @Test
    void fillsInWhatIsSet() {
        var file = Samples.good(FILE, "cores", "8", "fast", "true", "title", "a ${params.rate} $x");
        var job = Samples.of(file.spec().jobs(), "train");
        assertThat(job.work().resources().cpu().cores()).isEqualTo(8);
        assertThat(job.work().resources().exclusive()).isTrue();
        assertThat(job.work().program().toString()).contains("echo a ${params.rate} $x ${HOME}");
        assertThat(Samples.of(file.params(), "cores").isSet()).isTrue();
        assertThat(Samples.of(file.params(), "rate").isSet()).isFalse();
    }

    @Test
    void namesTheUploadOfAPathByItsParameter() {
        var file = Samples.good(FILE, "corpus", "/data/texts");
        assertThat(file.uploads()).extracting("name").containsExactly("params/corpus/text");
        assertThat(Samples.of(file.params(), "corpus").text()).isEqualTo("/data/texts");
        assertThat(Samples.of(file.params(), "corpus").inserted()).isEqualTo("params/corpus");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cores  | many   | workflow.yaml:3:3 params.cores: --set cores: expected a whole number, found "many"
            cores  | 2.5    | workflow.yaml:3:3 params.cores: --set cores: expected a whole number, found "2.5"
            rate   | fast   | workflow.yaml:4:3 params.rate: --set rate: expected a number, found "fast"
            rate   | NaN    | workflow.yaml:4:3 params.rate: --set rate: expected a number, found "NaN"
            fast   | tru    | workflow.yaml:5:3 params.fast: --set fast: expected true or false, found "tru"; did you mean "true"?
            size   | larg   | workflow.yaml:7:3 params.size: --set size: expected small or large, found "larg"; did you mean "large"?
            corpus | ''     | workflow.yaml:8:3 params.corpus: --set corpus: expected a path, found ""
            core   | 2      | workflow.yaml:2:1 params: --set core: no parameter "core"; did you mean "cores"?
            """)
    void saysWhatIsWrongWithASetting(String name, String value, String problem) {
        assertThat(Samples.problems(FILE, name, value)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: int, default: x}        | workflow.yaml:2:34 params.p.default: expected a whole number, found "x"
            {type: int, default: '3'}      | workflow.yaml:2:34 params.p.default: expected a whole number without quotes, found "3" in quotes
            {type: bool, default: yes}     | workflow.yaml:2:35 params.p.default: expected true or false, found "yes"
            {type: choice, options: [a, b], default: c} | workflow.yaml:2:54 params.p.default: expected a or b, found "c"
            {type: choice}                 | workflow.yaml:2:10 params.p: expected options: what a choice may be
            {type: int, options: [a], default: 1} | workflow.yaml:2:25 params.p.options: expected options only with type: choice
            {type: number, default: 1}     | workflow.yaml:2:20 params.p.type: expected string, int, float, bool, path or choice, found "number"
            {default: 1}                   | workflow.yaml:2:10 params.p: expected the key "type"
            {type: int}                    | workflow.yaml:2:10 params.p: no value and no default: set it with --set p=VALUE
            """, quoteCharacter = '~')
    void saysWhatIsWrongWithADeclaration(String declaration, String problem) {
        var text =
                "version: v4\nparams: {p: %s}\njobs: {a: {script: x, cwd: \"/${params.p}\"}}\n".formatted(declaration);
        assertThat(Samples.problems(text)).containsExactly(problem);
    }

    @Test
    void saysWhichParameterIsNotThere() {
        var text =
                "version: v4\nparams: {epochs: {type: int, default: 1}}\njobs: {a: {script: \"${params.epoch} ${params.} ${params.x\"}}\n";
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:3:20 jobs.a.script: no parameter \"epoch\"; did you mean \"epochs\"?",
                        "workflow.yaml:3:20 jobs.a.script: expected ${params.NAME}, found \"${params.}\" (for the text itself write $${params.)",
                        "workflow.yaml:3:20 jobs.a.script: expected ${params.NAME}, found \"${params.x\" (for the text itself write $${params.)");
    }

    @Test
    void saysThatAFileHasNoParametersToSet() {
        assertThat(Samples.problems(Samples.text("hello"), "x", "1"))
                .containsExactly("workflow.yaml:1:1 params: --set x: no parameter \"x\"; the file has none");
    }

    @Test
    void takesTextOfAParameterAsTextWhereANumberIsExpected() {
        var text =
                "version: v4\nparams: {n: {type: string, default: \"4\"}}\njobs: {a: {script: x, resource: {cpu: {cores: \"${params.n}\"}}}}\n";
        assertThat(Samples.problems(text))
                .containsExactly(
                        "workflow.yaml:3:47 jobs.a.resource.cpu.cores: expected a whole number from 1 to 100000 without quotes, found \"4\" in quotes");
    }

    @Test
    void refusesTextsThatParametersMakeEndless() {
        var text = new StringBuilder("version: v4\nparams: {t: {type: string, default: x}}\njobs:\n");
        for (int i = 0; i < 1000; i++) {
            text.append("  j%d: {script: \"${params.t}\"}\n".formatted(i));
        }
        text.append("  long: {script: \"%s\"}\n".formatted("${params.t}".repeat(1000)));
        assertThat(Samples.problems(text.toString(), "t", "y".repeat(60_000)))
                .isNotEmpty()
                .first()
                .asString()
                .contains("expected texts with parameters to be at most 16777216 characters in all");
    }

    @Test
    void leavesOtherToolsTextsAloneWhereThereAreNoParameters() {
        var file = Samples.good("version: v4\njobs: {a: {script: \"nextflow ${params.outdir}\"}}\n");
        assertThat(Samples.of(file.spec().jobs(), "a").work().program())
                .isEqualTo(new Program.Script("nextflow ${params.outdir}"));
    }
}
