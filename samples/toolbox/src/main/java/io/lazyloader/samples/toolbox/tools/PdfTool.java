package io.lazyloader.samples.toolbox.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.text.PDFTextStripper;

/** Sets text on a PDF page, and reads it back from the finished document. Library: PDFBox. */
public final class PdfTool implements Tool {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 72;
  private static final float FONT_SIZE = 11;
  private static final float LEADING = 14;

  private final TrueTypeFont font;
  private final PDFTextStripper stripper;

  /** Parses the font that goes into each document, and prepares the reading of text. */
  public PdfTool() {
    try (InputStream in = PDFont.class.getResourceAsStream(FONT)) {
      font = new TTFParser(true).parse(new RandomAccessReadBuffer(in));
      stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setLineSeparator("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "TEXT [FILE]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    byte[] pdf = write(Input.text(args, 0, stdin));
    if (args.size() > 1) {
      Files.write(Path.of(args.get(1)), pdf);
    }
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDRectangle page = document.getPage(0).getMediaBox();
      return "PDF %s, %d page of %.0f x %.0f points%n%s"
          .formatted(
              document.getVersion(),
              document.getNumberOfPages(),
              page.getWidth(),
              page.getHeight(),
              stripper.getText(document));
    }
  }

  private byte[] write(String text) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(PDType0Font.load(document, font, true), FONT_SIZE);
        content.setLeading(LEADING);
        content.newLineAtOffset(MARGIN, page.getMediaBox().getHeight() - MARGIN);
        for (String line : text.lines().toList()) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
      ByteArrayOutputStream pdf = new ByteArrayOutputStream();
      document.save(pdf);
      return pdf.toByteArray();
    }
  }
}
