package io.lazyloader.agent.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file of what was learnt of one program: its table in memory, the rest read when it is asked
 * for. Immutable, and read by many threads at once; a question is answered by a look into the
 * table, without an allocation.
 */
public final class CacheFile {
  /** Whether a file that is open can be replaced: not on Windows. */
  private static final boolean REPLACES_OPEN_FILES = File.separatorChar == '/';

  /** The header, the table, and all else unless that is in the file. */
  private final ByteBuffer bytes;

  /** Where the blocks are, and guards itself; null if they are in memory. */
  private final @Nullable RandomAccessFile file;

  private final CacheHeader header;
  private final int slots;

  private CacheFile(ByteBuffer bytes, @Nullable RandomAccessFile file, CacheHeader header)
      throws IOException {
    this.bytes = bytes;
    this.file = file;
    this.header = header;
    this.slots = header.slots();
    if (checksum(bytes, slots) != CacheHeader.checksum(bytes)) {
      throw damaged();
    }
  }

  private static IOException damaged() {
    return new IOException("it is damaged");
  }

  /**
   * Opens a file.
   *
   * @param file replaced as a whole by who writes it, never changed
   * @return what it says, of whatever state: see {@link #isOf}
   * @throws IOException if it can't be read, or is not whole
   */
  public static CacheFile open(File file) throws IOException {
    RandomAccessFile opened = new RandomAccessFile(file, "r");
    boolean staysOpen = false;
    try {
      long length = opened.length();
      if (length > Integer.MAX_VALUE) {
        throw new IOException("it is too large");
      }
      byte[] first = new byte[(int) Math.min(length, CacheHeader.SIZE)];
      opened.readFully(first);
      CacheHeader header = CacheHeader.readFrom(ByteBuffer.wrap(first), length);
      int table = CacheHeader.SIZE + header.slots() * CacheLayout.SLOT;
      byte[] content = new byte[REPLACES_OPEN_FILES ? table : (int) length];
      System.arraycopy(first, 0, content, 0, first.length);
      opened.readFully(content, first.length, content.length - first.length);
      CacheFile cache =
          new CacheFile(ByteBuffer.wrap(content), REPLACES_OPEN_FILES ? opened : null, header);
      staysOpen = REPLACES_OPEN_FILES;
      return cache;
    } finally {
      if (!staysOpen) {
        opened.close();
      }
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
    ByteBuffer bytes = ByteBuffer.wrap(content);
    return new CacheFile(bytes, null, CacheHeader.readFrom(bytes, content.length));
  }

  /**
   * Tells whether it holds for the program as it is.
   *
   * @param state a hash of all that what it says rests on
   * @return false if it was written in another state
   */
  public boolean isOf(long state) {
    return header.state() == state;
  }

  /**
   * Counts what is in it.
   *
   * @return how many there are of each kind
   */
  public CacheCounts counts() {
    int[] kinds = new int[CacheLayout.REFLECTS + 1];
    for (int slot = 0; slot < slots; slot++) {
      int kind = kind(value(slot));
      if (kind < kinds.length) {
        kinds[kind]++;
      }
    }
    return new CacheCounts(
        kinds[CacheLayout.NOTHING],
        kinds[CacheLayout.LOOK],
        kinds[CacheLayout.DEFERS],
        kinds[CacheLayout.REFLECTS],
        kinds[CacheLayout.LAZY],
        kinds[CacheLayout.REWRITTEN]);
  }

  static int checksum(ByteBuffer bytes, int slots) {
    CRC32 checksum = new CRC32();
    checksum.update(CacheHeader.checked(bytes));
    checksum.update(
        bytes
            .duplicate()
            .position(CacheHeader.SIZE)
            .limit(CacheHeader.SIZE + slots * CacheLayout.SLOT));
    return (int) checksum.getValue();
  }

  /** The key of a field; and of such a key, the field. */
  static long lazyKey(long field) {
    return field ^ CacheLayout.FIELD_ROLE;
  }

  /** Returns the value of a key, or 0. */
  private long find(long key) {
    int mask = slots - 1;
    for (int slot = (int) (key ^ (key >>> 32)) & mask, left = slots; left > 0; left--) {
      long found = key(slot);
      if (found == key) {
        return value(slot);
      }
      if (found == 0) {
        return 0;
      }
      slot = (slot + 1) & mask;
    }
    return 0;
  }

  private long key(int slot) {
    return bytes.getLong(CacheHeader.SIZE + slot * CacheLayout.SLOT);
  }

  private long value(int slot) {
    return bytes.getLong(CacheHeader.SIZE + slot * CacheLayout.SLOT + 8);
  }

  private static int kind(long value) {
    return (int) (value >>> CacheLayout.KIND_SHIFT);
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
    return kind(find(key)) == CacheLayout.NOTHING;
  }

  /**
   * Tells whether what a class becomes depends on nothing but that it may reach fields which it
   * does not name.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return false also for one that was never seen
   */
  public boolean onlyReflects(long key) {
    return kind(find(key)) == CacheLayout.REFLECTS;
  }

  /**
   * Returns what it says of itself.
   *
   * @return as it was written
   */
  public CacheHeader header() {
    return header;
  }

  /**
   * Reads which classes are known, by name.
   *
   * @return as {@link KnownClass#nameHash} makes them
   * @throws IOException if the file is damaged
   */
  public int[] names() throws IOException {
    ByteBuffer block = ByteBuffer.wrap(block(header.namesAt()));
    int[] names = new int[block.limit() / Integer.BYTES];
    for (int index = 0; index < names.length; index++) {
      names[index] = block.getInt();
    }
    return names;
  }

  /**
   * Tells whether a class has fields to defer that nobody asks for, without a look at them.
   *
   * @param key its content hash, in the role of its kind of loader
   * @return whether {@link #fields} finds any
   */
  public boolean defers(long key) {
    return kind(find(key)) == CacheLayout.DEFERS;
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
    if (kind(value) != CacheLayout.DEFERS) {
      return null;
    }
    DataInputStream in = open(value);
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
    return kind(find(lazyKey(field))) == CacheLayout.LAZY;
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
    return kind(value) == CacheLayout.REWRITTEN ? Rewritten.of(block(value)) : null;
  }

  /**
   * Reads all classes.
   *
   * @return in the order in which they were first seen
   * @throws IOException if the file is damaged
   */
  public List<KnownClass> classes() throws IOException {
    DataInputStream in = open(header.classesAt());
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
    DataInputStream in = open(header.jarsAt());
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
      long value = value(slot);
      if (kind(value) == CacheLayout.REWRITTEN || kind(value) == CacheLayout.DEFERS) {
        block(value);
      }
    }
    block(header.classesAt());
    block(header.jarsAt());
    block(header.namesAt());
  }

  /** Adds what the file knows of fields and rewritten classes to what will be in the next one. */
  void addTo(CacheContent content) throws IOException {
    for (int slot = 0; slot < slots; slot++) {
      long key = key(slot);
      long value = value(slot);
      if (kind(value) == CacheLayout.REWRITTEN) {
        content.addRewritten(key, block(value));
      } else if (kind(value) == CacheLayout.LAZY) {
        content.addLazy(lazyKey(key));
      }
    }
  }

  private DataInputStream open(long value) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(block(value)));
  }

  private byte[] block(long value) throws IOException {
    long at = value & ((1L << CacheLayout.KIND_SHIFT) - 1);
    if (at < CacheHeader.SIZE || at + CacheLayout.BLOCK_HEADER > header.length()) {
      throw damaged();
    }
    ByteBuffer start = ByteBuffer.wrap(read(at, CacheLayout.BLOCK_HEADER));
    int size = start.getInt(0);
    if (size < 0 || at + CacheLayout.BLOCK_HEADER + size > header.length()) {
      throw damaged();
    }
    byte[] block = read(at + CacheLayout.BLOCK_HEADER, size);
    CRC32 checksum = new CRC32();
    checksum.update(block, 0, size);
    if ((int) checksum.getValue() != start.getInt(4)) {
      throw damaged();
    }
    return block;
  }

  private byte[] read(long at, int count) throws IOException {
    byte[] content = new byte[count];
    if (file == null) {
      bytes.get((int) at, content);
    } else {
      synchronized (file) {
        file.seek(at);
        file.readFully(content);
      }
    }
    return content;
  }
}
