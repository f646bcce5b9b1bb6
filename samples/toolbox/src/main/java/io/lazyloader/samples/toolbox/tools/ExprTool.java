package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.MapContext;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/** Computes an expression over variables. Library: Commons JEXL. */
public final class ExprTool implements Tool {
  private final JexlEngine engine;

  /** Builds a strict engine that knows the mathematical functions and may not make objects. */
  public ExprTool() {
    engine =
        new JexlBuilder()
            .features(JexlFeatures.createDefault().newInstance(false))
            .permissions(JexlPermissions.RESTRICTED)
            .namespaces(Map.of("math", Math.class))
            .strict(true)
            .silent(false)
            .cache(64)
            .create();
  }

  @Override
  public String usage() {
    return "EXPRESSION [NAME=VALUE...]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String expression = Input.text(args, 0, stdin);
    JexlContext variables = new MapContext();
    Input.variables(args, 1).forEach(variables::set);
    return String.valueOf(engine.createExpression(expression).evaluate(variables));
  }
}
