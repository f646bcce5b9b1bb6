package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Turns YAML, or the JSON that YAML includes, into tidy YAML. Library: Jackson on SnakeYAML. */
public final class YamlTool implements Tool {
  private final YAMLMapper mapper;

  /** Builds a mapper that writes sorted keys, few quotes and no document marker. */
  public YamlTool() {
    mapper =
        YAMLMapper.builder()
            .findAndAddModules()
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();
  }

  @Override
  public String usage() {
    return "[YAML]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    JsonNode tree = mapper.readTree(Input.text(args, 0, stdin));
    return mapper.writeValueAsString(tree);
  }
}
