package io.lazyloader.samples.toolbox.tools;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills a template with variables. Library: FreeMarker. */
public final class TemplateTool implements Tool {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateTool.class);

  private final Configuration configuration;

  /** Configures the engine: errors end the run, and output does not depend on the locale. */
  public TemplateTool() {
    configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(TemplateTool.class, "");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.addAutoImport("text", "macros.ftl");
  }

  @Override
  public String usage() {
    return "TEMPLATE [NAME=VALUE...]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String source = Input.text(args, 0, stdin);
    var variables = Input.variables(args, 1);
    LOG.debug("variables: {}", variables);
    StringWriter result = new StringWriter();
    new Template("argument", new StringReader(source), configuration).process(variables, result);
    return result.toString();
  }
}
