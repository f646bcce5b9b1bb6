package io.lazyloader.samples.toolbox.tools;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.ParseContext;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import com.jayway.jsonpath.spi.mapper.JsonSmartMappingProvider;
import java.io.InputStream;
import java.util.List;
import java.util.StringJoiner;

/** Lists what a path selects in a JSON document. Library: Jayway JsonPath on json-smart. */
public final class JsonPathTool implements Tool {
  private final Configuration configuration;
  private final ParseContext documents;

  /** Configures the evaluation: the answer is always a list. */
  public JsonPathTool() {
    configuration =
        Configuration.builder()
            .jsonProvider(new JsonSmartJsonProvider())
            .mappingProvider(new JsonSmartMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST)
            .build();
    documents = JsonPath.using(configuration);
  }

  @Override
  public String usage() {
    return "PATH [JSON]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    JsonPath path = JsonPath.compile(Input.required(args, 0, "the path"));
    List<Object> found = documents.parse(Input.text(args, 1, stdin)).read(path);
    StringJoiner lines = new StringJoiner("\n").setEmptyValue("the path selects nothing");
    found.forEach(value -> lines.add(configuration.jsonProvider().toJson(value)));
    return lines.toString();
  }
}
