package io.lazyloader.metrics;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * A standard stream that shows what is written to it to a {@link LogWatch}, line by line.
 *
 * <p>Everything that a print stream prints ends up in one of two methods. Both hand the bytes to
 * the original at once, so that when it flushes, and whether it has had an error, is its own
 * matter.
 */
final class WatchedStream extends PrintStream {
  /** Of a longer line only so much is looked at. */
  private static final int MAX_LINE = 1 << 16;

  private final LogWatch watch;
  private final CharsetDecoder decoder;

  // Guarded by this.
  private final StringBuilder line = new StringBuilder();
  private final CharBuffer decoded = CharBuffer.allocate(1024);
  private ByteBuffer rest = ByteBuffer.allocate(0);

  private WatchedStream(PrintStream original, Charset charset, LogWatch watch) {
    super(original, false, charset);
    this.watch = watch;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Makes a stream that encodes as the original does. */
  static WatchedStream of(PrintStream original, LogWatch watch) {
    return new WatchedStream(original, charset(original), watch);
  }

  @Override
  public void write(int value) {
    super.write(value);
    look(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, length);
    look(bytes, offset, length);
  }

  private void look(byte[] bytes, int offset, int length) {
    if (!watch.looks()) {
      return;
    }
    synchronized (this) {
      ByteBuffer input = ByteBuffer.allocate(rest.remaining() + length);
      input.put(rest).put(bytes, offset, length).flip();
      boolean more = true;
      while (more) {
        decoded.clear();
        more = decoder.decode(input, decoded, false).isOverflow();
        decoded.flip();
        splitLines(decoded);
      }
      // The beginning of a character whose other bytes come with the next write.
      rest = input;
    }
  }

  private void splitLines(CharSequence text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '\n' || character == '\r') {
        if (!line.isEmpty()) {
          watch.line(line.toString());
        }
        line.setLength(0);
      } else if (line.length() < MAX_LINE) {
        line.append(character);
      }
    }
  }

  private static Charset charset(PrintStream original) {
    try {
      // Since JDK 18, so not yet to be called by name.
      return (Charset) PrintStream.class.getMethod("charset").invoke(original);
    } catch (ReflectiveOperationException e) {
      // What System.initPhase1 of JDK 17 goes by.
      String name =
          System.getProperty(
              original == System.err ? "sun.stderr.encoding" : "sun.stdout.encoding");
      return name != null && Charset.isSupported(name)
          ? Charset.forName(name)
          : Charset.defaultCharset();
    }
  }
}
