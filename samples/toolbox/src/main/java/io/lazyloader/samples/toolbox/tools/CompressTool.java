package io.lazyloader.samples.toolbox.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Compares how small each format makes a text. Libraries: Commons Compress and XZ for Java. */
public final class CompressTool implements Tool {
  private static final List<String> FORMATS =
      List.of(
          CompressorStreamFactory.DEFLATE,
          CompressorStreamFactory.GZIP,
          CompressorStreamFactory.BZIP2,
          CompressorStreamFactory.LZ4_FRAMED,
          CompressorStreamFactory.LZMA,
          CompressorStreamFactory.XZ);

  private final CompressorStreamFactory compressors = new CompressorStreamFactory();

  /** Looks up the compressors that are there. */
  public CompressTool() {
    if (!compressors.getOutputStreamCompressorNames().containsAll(FORMATS)) {
      throw new IllegalStateException("a compressor is missing: " + FORMATS);
    }
  }

  @Override
  public String usage() {
    return "[TEXT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    byte[] text = Input.text(args, 0, stdin).getBytes(UTF_8);
    StringJoiner lines = new StringJoiner("\n");
    lines.add("%-12s%6d bytes".formatted("plain", text.length));
    for (String format : FORMATS) {
      byte[] small = compress(format, text);
      if (!Arrays.equals(text, expand(format, small))) {
        throw new IOException(format + " does not give back what it was given");
      }
      lines.add("%-12s%6d bytes".formatted(format, small.length));
    }
    return lines.toString();
  }

  private byte[] compress(String format, byte[] bytes) throws IOException, CompressorException {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (OutputStream out = compressors.createCompressorOutputStream(format, small)) {
      out.write(bytes);
    }
    return small.toByteArray();
  }

  private byte[] expand(String format, byte[] bytes) throws IOException, CompressorException {
    try (InputStream in =
        compressors.createCompressorInputStream(format, new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
