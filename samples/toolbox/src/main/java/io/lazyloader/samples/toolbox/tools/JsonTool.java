package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sorts and indents JSON, or the part of it that a JSON Pointer names. Library: Jackson. */
public final class JsonTool implements Tool {
  private final ObjectReader reader;
  private final ObjectWriter writer;

  /** Builds a mapper that forgives comments and trailing commas, with its reader and writer. */
  public JsonTool() {
    JsonMapper mapper =
        JsonMapper.builder()
            .findAndAddModules()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();
    reader = mapper.readerFor(JsonNode.class);
    writer = mapper.writerWithDefaultPrettyPrinter();
  }

  @Override
  public String usage() {
    return "[JSON [POINTER]]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    JsonNode json = reader.readTree(Input.text(args, 0, stdin));
    return writer.writeValueAsString(args.size() > 1 ? json.requiredAt(args.get(1)) : json);
  }
}
