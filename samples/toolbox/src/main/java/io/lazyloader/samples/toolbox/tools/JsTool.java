package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.ScriptableObject;

/** Evaluates JavaScript, which cannot reach Java classes. Library: Rhino. */
public final class JsTool implements Tool {
  private final ContextFactory contexts = new ContextFactory();
  private final ScriptableObject scope;

  /** Makes the standard objects, and runs the helpers that scripts may use. */
  public JsTool() {
    try (Context context = enter()) {
      scope = context.initSafeStandardObjects();
      context.evaluateString(scope, Input.resource("prelude.js"), "prelude.js", 1, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "[SCRIPT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    try (Context context = enter()) {
      String script = Input.text(args, 0, stdin);
      return Context.toString(context.evaluateString(scope, script, "script.js", 1, null));
    }
  }

  private Context enter() {
    Context context = contexts.enterContext();
    context.setLanguageVersion(Context.VERSION_ES6);
    return context;
  }
}
