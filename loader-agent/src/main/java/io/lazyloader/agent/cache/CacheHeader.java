package io.lazyloader.agent.cache;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a file of what was learnt begins with.
 *
 * @param state a hash of all that it rests on
 * @param length of the file, in bytes
 * @param slots of the table, a power of two
 * @param jarsAt where the jars are
 * @param classesAt where the classes are
 * @param namesAt where the hashes of their names are
 * @param signs what is true of it, in bits
 * @param profit what it brings to defer what was found
 */
public record CacheHeader(
    long state,
    long length,
    int slots,
    int jarsAt,
    int classesAt,
    int namesAt,
    int signs,
    Profit profit) {

  static final int SIZE = 64;

  private static final long MAGIC = 0x4c415a594c52_4e54L;

  /** Of this layout and of the meaning of what is in it. */
  private static final int FORMAT = 3;

  private static final int CHECKSUM_AT = SIZE - Integer.BYTES;

  // Signs.
  static final int DEFERS = 1;
  static final int IS_OPEN = 2;
  static final int IS_UNFINISHED = 4;
  static final int IS_MARKED = 8;
  static final int IS_CUT_SHORT = 16;
  static final int IS_BLIND = 32;

  /**
   * Reads one, but for the checksum, which is of the table, too.
   *
   * @param bytes from the beginning of a file
   * @param length of the file, in bytes
   * @throws IOException if it is none, or another version's, or does not fit
   */
  static CacheHeader readFrom(ByteBuffer bytes, long length) throws IOException {
    if (bytes.limit() < SIZE || bytes.getLong(0) != MAGIC) {
      throw new IOException("it is no cache of Lazyloader's");
    }
    if (bytes.getInt(8) != FORMAT) {
      throw new IOException("another version of Lazyloader wrote it");
    }
    ByteBuffer in = bytes.duplicate().position(12);
    int slots = in.getInt();
    CacheHeader header =
        new CacheHeader(
            in.getLong(),
            in.getLong(),
            slots,
            in.getInt(),
            in.getInt(),
            in.getInt(),
            in.getInt(),
            new Profit(in.getInt(), in.getInt()));
    if (header.length != length
        || slots < 1
        || Integer.bitCount(slots) != 1
        || SIZE + (long) slots * CacheLayout.SLOT > length) {
      throw new IOException("it is damaged");
    }
    return header;
  }

  /** Writes it, but for the checksum; what follows comes behind it. */
  void writeTo(ByteBuffer out) {
    out.putLong(MAGIC).putInt(FORMAT).putInt(slots).putLong(state).putLong(length);
    out.putInt(jarsAt).putInt(classesAt).putInt(namesAt).putInt(signs);
    out.putInt(profit.saved()).putInt(profit.watching());
    out.position(SIZE);
  }

  /**
   * Tells whether any field is deferred that nobody asks for.
   *
   * @return whether {@link CacheFile#fields} finds any
   */
  public boolean defers() {
    return has(DEFERS);
  }

  /**
   * Tells whether a start that defers fields can learn more of the classes.
   *
   * @return true if some are not judged, or it is not known of some field whether starts read it
   */
  public boolean isOpen() {
    return has(IS_OPEN);
  }

  /**
   * Tells whether a start that defers no field can learn more of the classes.
   *
   * @return true if some are not judged, or if what was found is worth deferring, and is not yet
   */
  public boolean isUnfinished() {
    return has(IS_UNFINISHED);
  }

  /**
   * Tells whether the last start has seen classes that it had no time for.
   *
   * @return true if they are missing here
   */
  public boolean isCutShort() {
    return has(IS_CUT_SHORT);
  }

  /**
   * Tells whether the last start has seen many classes that it could not read.
   *
   * @return true if only who is shown them while they are loaded can tell what they are
   */
  public boolean isBlind() {
    return has(IS_BLIND);
  }

  /**
   * Tells whether a class has a mark.
   *
   * @return whether somebody asks for fields
   */
  public boolean isMarked() {
    return has(IS_MARKED);
  }

  private boolean has(int sign) {
    return (signs & sign) != 0;
  }

  /** The checksum that is written, of header and table. */
  static int checksum(ByteBuffer bytes) {
    return bytes.getInt(CHECKSUM_AT);
  }

  static void putChecksum(ByteBuffer bytes, int checksum) {
    bytes.putInt(CHECKSUM_AT, checksum);
  }

  /** The part of the header that the checksum is of. */
  static ByteBuffer checked(ByteBuffer bytes) {
    return bytes.duplicate().position(0).limit(CHECKSUM_AT);
  }
}
