package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.wire.Json;
import org.tombolo.workflow.schema.WorkflowSchema;
import picocli.CommandLine.Mixin;

/// Prints the JSON Schema of workflow files.
@picocli.CommandLine.Command(
        name = "tombolo schema",
        description = "Print the JSON Schema of workflow files: editors complete and check with it.",
        footer = {
            "",
            "Examples:",
            "  tombolo schema >workflow.schema.json",
            "  # yaml-language-server: $schema=workflow.schema.json     the first line of a workflow file"
        })
final class SchemaCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    SchemaCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.screen().say(Json.pretty(WorkflowSchema.tree()));
        return 0;
    }
}
