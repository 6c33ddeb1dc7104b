/// The workflow file as a JSON Schema, made of the forms that the parser reads by.
@NullMarked
package org.tombolo.workflow.schema;

import org.jspecify.annotations.NullMarked;
