package io.lazyloader.samples.modules.plugins;

import io.lazyloader.Callable;
import org.yaml.snakeyaml.DumperOptions;

/** YAML on several lines to YAML on one. Its entry point has a name of its own. */
@Callable("flow")
public final class Yaml {
  private Yaml() {}

  /**
   * Converts a text.
   *
   * @param text YAML
   * @return the same in flow style, which is JSON but for its quotes
   */
  public static String flow(String text) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
    options.setWidth(Integer.MAX_VALUE);
    org.yaml.snakeyaml.Yaml yaml = new org.yaml.snakeyaml.Yaml(options);
    Object value = yaml.load(text);
    return yaml.dump(value).strip();
  }
}
