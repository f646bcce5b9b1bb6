package io.lazyloader.samples.toolbox.tools;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.List;
import java.util.StringJoiner;

/** Checks JSON against a JSON Schema. Library: networknt json-schema-validator. */
public final class SchemaTool implements Tool {
  private final SchemaRegistry schemas;
  private final Schema schemaOfSchemas;

  /** Loads the schema that schemas themselves must obey. */
  public SchemaTool() {
    schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    schemaOfSchemas =
        schemas.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
  }

  @Override
  public String usage() {
    return "SCHEMA [JSON]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    Input.required(args, 0, "the schema");
    String schema = Input.text(args, 0, stdin);
    List<Error> errors = schemaOfSchemas.validate(schema, InputFormat.JSON);
    if (!errors.isEmpty()) {
      return print("schema", errors);
    }
    Schema compiled = schemas.getSchema(schema, InputFormat.JSON);
    return print("document", compiled.validate(Input.text(args, 1, stdin), InputFormat.JSON));
  }

  private static String print(String subject, List<Error> errors) {
    StringJoiner lines = new StringJoiner("\n").setEmptyValue("the document is valid");
    for (Error error : errors) {
      lines.add("%s%s: %s".formatted(subject, error.getInstanceLocation(), error.getMessage()));
    }
    return lines.toString();
  }
}
