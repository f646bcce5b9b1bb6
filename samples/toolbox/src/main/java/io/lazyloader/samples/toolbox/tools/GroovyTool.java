package io.lazyloader.samples.toolbox.tools;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a Groovy script, whose {@code args} are the other arguments. Library: Groovy. */
public final class GroovyTool implements Tool {
  private static final Logger LOG = LoggerFactory.getLogger(GroovyTool.class);

  private final GroovyShell shell;

  /** Makes the shell with its imports, and compiles the helpers that scripts may use. */
  public GroovyTool() {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.addCompilationCustomizers(
        new ImportCustomizer().addStarImports("java.time").addStaticStars("java.lang.Math"));
    shell = new GroovyShell(new Binding(), configuration);
    try {
      shell.evaluate(Input.resource("prelude.groovy"), "prelude.groovy");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "SCRIPT [ARGUMENT...]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String script = Input.text(args, 0, stdin);
    shell.setVariable("args", args.subList(Math.min(1, args.size()), args.size()));
    Object result = shell.evaluate(script, "script.groovy");
    LOG.debug("the script's result is a {}", result == null ? "null" : result.getClass());
    return String.valueOf(result);
  }
}
