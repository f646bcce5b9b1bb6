package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XsltExecutable;

/** Transforms XML; without a stylesheet, outlines its elements. Library: Saxon-HE. */
public final class XsltTool implements Tool {
  private final Processor processor = new Processor(false);
  private final XsltExecutable outline;

  /** Compiles the stylesheet that is used when none is given. */
  public XsltTool() {
    try {
      outline = compile(Input.resource("outline.xsl"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String usage() {
    return "XML [STYLESHEET]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String xml = Input.text(args, 0, stdin);
    XsltExecutable stylesheet = args.size() > 1 ? compile(Input.text(args, 1, stdin)) : outline;
    StringWriter result = new StringWriter();
    stylesheet
        .load30()
        .applyTemplates(new StreamSource(new StringReader(xml)), processor.newSerializer(result));
    return result.toString();
  }

  private XsltExecutable compile(String stylesheet) throws SaxonApiException {
    return processor.newXsltCompiler().compile(new StreamSource(new StringReader(stylesheet)));
  }
}
