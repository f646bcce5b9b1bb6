package io.lazyloader.agent.jars;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written in large pieces, from the beginning to the end but for places that are
 * written once more: as jars are, whose headers get their sizes after what they stand before.
 */
final class BufferedChannel implements SeekableByteChannel {
  private static final int PIECE_BYTES = 1 << 18;

  private final FileChannel file;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);

  private BufferedChannel(FileChannel file) {
    this.file = file;
  }

  /** Makes a file, or empties it. */
  static BufferedChannel create(Path path) throws IOException {
    return new BufferedChannel(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      if (!piece.hasRemaining()) {
        flush();
      }
      int end = bytes.limit();
      bytes.limit(Math.min(end, bytes.position() + piece.remaining()));
      piece.put(bytes);
      bytes.limit(end);
    }
    return length;
  }

  private void flush() throws IOException {
    piece.flip();
    while (piece.hasRemaining()) {
      file.write(piece);
    }
    piece.clear();
  }

  @Override
  public long position() throws IOException {
    return file.position() + piece.position();
  }

  @Override
  public SeekableByteChannel position(long place) throws IOException {
    flush();
    file.position(place);
    return this;
  }

  @Override
  public long size() throws IOException {
    return Math.max(file.size(), position());
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    flush();
    file.truncate(size);
    return this;
  }

  /** It is written only. */
  @Override
  public int read(ByteBuffer bytes) {
    throw new NonReadableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (file.isOpen()) {
        flush();
      }
    }
  }
}
