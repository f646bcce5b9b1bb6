package io.lazyloader.agent.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file of what was learnt of one program, in memory, and mapped if it is large. Immutable, and
 * read by many threads at once; a question is answered by a look into one table, without an
 * allocation.
 *
 * <p>The file, all numbers big-endian: a header, the table (open addressing, a power of two of
 * slots of a key and a value), blocks, among them the jars of the class path, and the classes for
 * who learns more. The header and the table have a checksum that is compared when the file is
 * opened, each block one that is compared when it is read.
 */
public final class CacheFile {
  static final long MAGIC = 0x4c415a594c52_4e54L;

  /** Of this layout and of the meaning of what is in it. */
  static final int FORMAT = 2;

  /** Smaller files are read, not mapped: it takes some two milliseconds at most. */
  private static final long MAX_READ_BYTES = 8 << 20;

  static final int HEADER = 64;
  static final int STATE_AT = 16;
  static final int LENGTH_AT = 24;
  static final int SLOTS_AT = 32;
  static final int CLASSES_AT = 36;
  static final int DEFERS_AT = 40;
  static final int OPEN_AT = 44;
  static final int JARS_AT = 48;
  static final int CHECKSUM_AT = 60;

  /** Of a slot: its key and its value, which is a kind above the offset of a block. */
  static final int SLOT = 16;

  static final int KIND_SHIFT = 56;

  /** A class that stays as it is. */
  static final int NOTHING = 1;

  /** A class that has to be looked at. */
  static final int LOOK = 2;

  /** A class that has fields to defer. */
  static final int DEFERS = 3;

  static final int REWRITTEN = 4;

  /** A class that has to be looked at only because it may reach fields that it does not name. */
  static final int REFLECTS = 6;

  /** A field that no class may read as it is. */
  static final int LAZY = 5;

  /** Tells the hash of a field from other keys. */
  static final long FIELD_ROLE = 0x6669656c64L;

  private final ByteBuffer bytes;
  private final int slots;
  private final boolean defers;

  private CacheFile(ByteBuffer bytes) throws IOException {
    this.bytes = bytes;
    if (bytes.limit() < HEADER || bytes.getLong(0) != MAGIC) {
      throw new IOException("it is no cache of Lazyloader's");
    }
    if (bytes.getInt(8) != FORMAT) {
      throw new IOException("another version of Lazyloader wrote it");
    }
    this.slots = bytes.getInt(SLOTS_AT);
    this.defers = bytes.getInt(DEFERS_AT) != 0;
    if (bytes.getLong(LENGTH_AT) != bytes.limit()
        || Integer.bitCount(slots) != 1
        || HEADER + (long) slots * SLOT > bytes.limit()
        || checksum(bytes, slots) != bytes.getInt(CHECKSUM_AT)) {
      throw new IOException("it is damaged");
    }
  }

  /**
   * Opens a file.
   *
   * @param file replaced as a whole by who writes it, never changed
   * @return what it says, of whatever state: see {@link #isOf}
   * @throws IOException if it can't be read, or is not whole
   */
  public static CacheFile open(File file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file, "r")) {
      long length = opened.length();
      if (length > Integer.MAX_VALUE) {
        throw new IOException("it is too large");
      }
      if (length > MAX_READ_BYTES && File.separatorChar == '/') {
        return new CacheFile(opened.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, length));
      }
      // Mapping takes some thirty classes of the JDK that no archive has. On Windows a mapped file
      // can't be replaced.
      byte[] content = new byte[(int) length];
      opened.readFully(content);
      return new CacheFile(ByteBuffer.wrap(content));
    }
  }

  /**
   * Reads what {@link CacheContent#toBytes} made.
   *
   * @param content not copied
   * @return what it says
   * @throws IOException if it is not whole
   */
  public static CacheFile of(byte[] content) throws IOException {
    return new CacheFile(ByteBuffer.wrap(content));
  }

  /**
   * Tells whether it holds for the program as it is.
   *
   * @param state a hash of all that what it says rests on
   * @return false if it was written in another state
   */
  public boolean isOf(long state) {
    return bytes.getLong(STATE_AT) == state;
  }

  /**
   * Counts what is in it.
   *
   * @return how many there are of each kind
   */
  public Counts counts() {
    int[] kinds = new int[REFLECTS + 1];
    for (int slot = 0; slot < slots; slot++) {
      int kind = kind(bytes.getLong(HEADER + slot * SLOT + 8));
      if (kind < kinds.length) {
        kinds[kind]++;
      }
    }
    return new Counts(
        kinds[NOTHING], kinds[LOOK], kinds[DEFERS], kinds[REFLECTS], kinds[LAZY], kinds[REWRITTEN]);
  }

  /**
   * What is in a file.
   *
   * @param nothing classes that stay as they are
   * @param look classes that are looked at in each start
   * @param defers classes with fields to defer that nobody asks for
   * @param reflects classes that are changed because they may reach fields which they do not name
   * @param lazy fields that no class may read as they are
   * @param rewritten class files
   */
  public record Counts(int nothing, int look, int defers, int reflects, int lazy, int rewritten) {}

  static int checksum(ByteBuffer bytes, int slots) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes.duplicate().position(0).limit(CHECKSUM_AT));
    checksum.update(bytes.duplicate().position(HEADER).limit(HEADER + slots * SLOT));
    return (int) checksum.getValue();
  }

  /** The key of a field; and of such a key, the field. */
  static long lazyKey(long field) {
    return field ^ FIELD_ROLE;
  }

  /** Returns the value of a key, or 0. */
  private long find(long key) {
    int mask = slots - 1;
    for (int slot = (int) (key ^ (key >>> 32)) & mask, left = slots; left > 0; left--) {
      long found = bytes.getLong(HEADER + slot * SLOT);
      if (found == key) {
        return bytes.getLong(HEADER + slot * SLOT + 8);
      }
      if (found == 0) {
        return 0;
      }
      slot = (slot + 1) & mask;
    }
    return 0;
  }

  private static int kind(long value) {
    return (int) (value >>> KIND_SHIFT);
  }

  /**
   * Tells whether a class is known.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return false for one that was never seen
   */
  public boolean knows(long key) {
    return find(key) != 0;
  }

  /**
   * Tells whether a class stays as it is, and nothing need be noted of it.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return false also for one that was never seen
   */
  public boolean staysAsItIs(long key) {
    return kind(find(key)) == NOTHING;
  }

  /**
   * Tells whether what a class becomes depends on nothing but that it may reach fields which it
   * does not name.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return false also for one that was never seen
   */
  public boolean onlyReflects(long key) {
    return kind(find(key)) == REFLECTS;
  }

  /**
   * Tells whether any field is to be deferred that nobody asks for.
   *
   * @return whether {@link #fields} finds any
   */
  public boolean defers() {
    return defers;
  }

  /**
   * Tells whether more can be learnt of the classes in it.
   *
   * @return true if some are not judged, or it is not known of some field whether starts read it
   */
  public boolean isOpen() {
    return bytes.getInt(OPEN_AT) != 0;
  }

  /**
   * Tells whether a class has fields to defer that nobody asks for, without a look at them.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return whether {@link #fields} finds any
   */
  public boolean defers(long key) {
    return kind(find(key)) == DEFERS;
  }

  /**
   * Finds the fields of a class to defer that nobody asks for.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return their names; null if there are none
   * @throws IOException if the file is damaged
   */
  public @Nullable List<String> fields(long key) throws IOException {
    long value = find(key);
    if (kind(value) != DEFERS) {
      return null;
    }
    DataInputStream in = read(value);
    List<String> fields = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      fields.add(in.readUTF());
    }
    return fields;
  }

  /**
   * Tells whether classes that stay as they are were looked through for a field, and found not to
   * read it.
   *
   * @param field the hash of its name and descriptor
   * @return false if some may read it as it is
   */
  public boolean isLazy(long field) {
    return kind(find(lazyKey(field))) == LAZY;
  }

  /**
   * Finds what a class becomes.
   *
   * @param question a hash of all that it depends on
   * @return null if that is not known
   * @throws IOException if the file is damaged
   */
  public @Nullable Rewritten rewritten(long question) throws IOException {
    long value = find(question);
    return kind(value) == REWRITTEN ? Rewritten.of(block(value)) : null;
  }

  /**
   * Reads all classes.
   *
   * @return in the order in which they were first seen
   * @throws IOException if the file is damaged
   */
  public List<KnownClass> classes() throws IOException {
    DataInputStream in = read(bytes.getInt(CLASSES_AT));
    List<KnownClass> classes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.add(KnownClass.readFrom(in));
    }
    return classes;
  }

  /**
   * Reads what was found in the jars of the class path; it holds for those that are as they were,
   * in whatever state the program is.
   *
   * @return by their paths
   * @throws IOException if the file is damaged
   */
  public Map<String, KnownJar> jars() throws IOException {
    DataInputStream in = read(bytes.getInt(JARS_AT));
    Map<String, KnownJar> jars = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      KnownJar jar = KnownJar.readFrom(in);
      jars.put(jar.path(), jar);
    }
    return jars;
  }

  /**
   * Reads all of it.
   *
   * @throws IOException if the file is damaged
   */
  public void check() throws IOException {
    for (int slot = 0; slot < slots; slot++) {
      long value = bytes.getLong(HEADER + slot * SLOT + 8);
      if (kind(value) == REWRITTEN || kind(value) == DEFERS) {
        block(value);
      }
    }
    block(bytes.getInt(CLASSES_AT));
    block(bytes.getInt(JARS_AT));
  }

  /** Adds what the file knows of fields and rewritten classes to what will be in the next one. */
  void addTo(CacheContent content) throws IOException {
    for (int slot = 0; slot < slots; slot++) {
      long key = bytes.getLong(HEADER + slot * SLOT);
      long value = bytes.getLong(HEADER + slot * SLOT + 8);
      if (kind(value) == REWRITTEN) {
        content.addRewritten(key, block(value));
      } else if (kind(value) == LAZY) {
        content.addLazy(lazyKey(key));
      }
    }
  }

  private DataInputStream read(long value) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(block(value)));
  }

  private byte[] block(long value) throws IOException {
    long at = value & ((1L << KIND_SHIFT) - 1);
    if (at < HEADER || at + 8 > bytes.limit()) {
      throw new IOException("it is damaged");
    }
    int length = bytes.getInt((int) at);
    if (length < 0 || at + 8 + length > bytes.limit()) {
      throw new IOException("it is damaged");
    }
    byte[] block = new byte[length];
    bytes.get((int) at + 8, block);
    CRC32 checksum = new CRC32();
    checksum.update(block, 0, length);
    if ((int) checksum.getValue() != bytes.getInt((int) at + 4)) {
      throw new IOException("it is damaged");
    }
    return block;
  }
}
