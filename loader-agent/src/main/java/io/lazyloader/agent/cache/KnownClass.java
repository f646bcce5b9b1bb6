package io.lazyloader.agent.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one class, told by its content and the kind of its loader. */
public final class KnownClass {
  /** Of kinds of loaders, the bit that stands for the JDK's own system class loader. */
  public static final int OF_SYSTEM = 1;

  /** How often deferring a field may turn out to be useless until it is left alone. */
  private static final int USELESS_STARTS = 2;

  /** Stands for a field that some start did not read: it is worth deferring, and stays so. */
  private static final int USEFUL = -1;

  private final long key;
  private final String name;

  /** Whether it must be looked at at each start, whatever was learnt: somebody asks for it. */
  private final boolean isAskedFor;

  /** Whether a mark names it, or one of its fields. */
  private boolean isMarked;

  private final boolean reflects;
  private final int loaderKind;
  private final int[] touched;
  private boolean isJudged;

  /** By name. */
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * Describes a class that was not judged yet.
   *
   * @param key as {@link CacheFile} has it
   * @param name its internal name
   * @param loaderKind as the key has it, {@link #OF_SYSTEM} among its bits
   * @param isAskedFor whether a mark or a plan names it, or a field that it reads
   * @param reflects whether it may reach fields that it does not name
   * @param touched {@linkplain #brief brief} hashes of the fields of others that it names, and of
   *     those of its own that may hide others
   */
  @SuppressWarnings("ArrayParameter")
  public KnownClass(
      long key, String name, int loaderKind, boolean isAskedFor, boolean reflects, int[] touched) {
    this.key = key;
    this.name = name;
    this.isAskedFor = isAskedFor;
    this.reflects = reflects;
    this.loaderKind = loaderKind;
    this.touched = touched;
  }

  /**
   * Shortens a hash of a field: taken for another one once in four billion, which costs a look.
   *
   * @param field the hash of its name and descriptor
   * @return 32 bits of it
   */
  public static int brief(long field) {
    return (int) (field ^ (field >>> 32));
  }

  /**
   * Returns how it is found.
   *
   * @return never 0
   */
  public long key() {
    return key;
  }

  /**
   * Returns its name.
   *
   * @return as in class files, with slashes
   */
  public String name() {
    return name;
  }

  /**
   * Makes a hash of a class's name and the kind of its loader, which may stand for another one,
   * too.
   *
   * @param binaryName with dots
   * @param loaderKind as the key has it
   * @return 32 bits
   */
  public static int nameHash(String binaryName, int loaderKind) {
    return binaryName.hashCode() * 31 + loaderKind;
  }

  int nameHash() {
    return nameHash(name.replace('/', '.'), loaderKind);
  }

  /** Notes that a mark names it, or one of its fields. */
  public void marked() {
    isMarked = true;
  }

  boolean isMarked() {
    return isMarked;
  }

  /**
   * Tells whether the JDK's own system class loader defines it.
   *
   * @return false for others, which alone know where its class file is
   */
  public boolean isOfSystem() {
    return (loaderKind & OF_SYSTEM) != 0;
  }

  /**
   * Tells whether it names a field, of whatever class, or has one that may hide it.
   *
   * @param briefHash as {@link #brief} makes it
   * @return false if it surely does not
   */
  public boolean touches(int briefHash) {
    for (int field : touched) {
      if (field == briefHash) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether it was judged.
   *
   * @return false for one that waits for it
   */
  public boolean isJudged() {
    return isJudged;
  }

  /**
   * Notes that it was judged. Nothing is deferred by that yet: see {@link CacheContent#publish}.
   *
   * @param deferrable the fields that may be deferred, by name
   */
  public void judged(Map<String, Deferrable> deferrable) {
    isJudged = true;
    for (Map.Entry<String, Deferrable> field : deferrable.entrySet()) {
      fields.putIfAbsent(field.getKey(), new Field(field.getValue()));
    }
  }

  /**
   * A field that may be deferred.
   *
   * @param hash of its name and descriptor; 0 if no other class reads it
   * @param instructions how many its initialiser takes, see {@link Profit}
   */
  public record Deferrable(long hash, long instructions) {}

  /** How many instructions a start saves that reads none of its fields. */
  long saved() {
    long saved = 0;
    for (Field field : fields.values()) {
      saved += field.isWorthIt() ? field.deferrable.instructions() : 0;
    }
    return saved;
  }

  /** Whether more can be learnt of it. */
  boolean isOpen() {
    if (!isJudged || hasChanges()) {
      return true;
    }
    for (Field field : fields.values()) {
      if (field.isDeferred && field.useless != USEFUL) {
        return true;
      }
    }
    return false;
  }

  boolean hasChanges() {
    for (Field field : fields.values()) {
      if (field.isDeferred != field.isWorthIt()) {
        return true;
      }
    }
    return false;
  }

  void publish() {
    for (Field field : fields.values()) {
      field.isDeferred = field.isWorthIt();
    }
  }

  /**
   * Notes what a start made of a deferred field.
   *
   * @param field its name
   * @param isRead whether it was read before start-up was over
   * @return whether that says something new
   */
  public boolean started(String field, boolean isRead) {
    Field known = fields.get(field);
    if (known == null || known.useless == USEFUL || !known.isWorthIt()) {
      return false;
    }
    known.useless = isRead ? known.useless + 1 : USEFUL;
    return true;
  }

  /**
   * Returns the fields to defer.
   *
   * @return hashes of name and descriptor, by name; 0 for those that no other class reads
   */
  public Map<String, Long> deferred() {
    return deferred(false);
  }

  Map<String, Long> deferred(boolean publishes) {
    Map<String, Long> deferred = new LinkedHashMap<>();
    for (Map.Entry<String, Field> entry : fields.entrySet()) {
      Field field = entry.getValue();
      if (publishes ? field.isWorthIt() : field.isDeferred) {
        deferred.put(entry.getKey(), field.deferrable.hash());
      }
    }
    return deferred;
  }

  /** What must be done with it where certain fields, and no others, are lazy. */
  int need(LazyFields lazy) {
    if (isAskedFor) {
      return CacheLayout.LOOK;
    }
    for (int field : touched) {
      if (lazy.contains(field)) {
        return CacheLayout.LOOK;
      }
    }
    return reflects && !lazy.areNone() ? CacheLayout.REFLECTS : CacheLayout.NOTHING;
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(key);
    out.writeUTF(name);
    out.writeByte(loaderKind);
    out.writeByte(
        (isAskedFor ? 1 : 0) | (reflects ? 2 : 0) | (isJudged ? 4 : 0) | (isMarked ? 8 : 0));
    out.writeShort(touched.length);
    for (int field : touched) {
      out.writeInt(field);
    }
    out.writeShort(fields.size());
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      out.writeUTF(field.getKey());
      out.writeLong(field.getValue().deferrable.hash());
      out.writeLong(field.getValue().deferrable.instructions());
      out.writeByte(field.getValue().useless);
      out.writeBoolean(field.getValue().isDeferred);
    }
  }

  static KnownClass readFrom(DataInputStream in) throws IOException {
    long key = in.readLong();
    String name = in.readUTF();
    int loaderKind = in.readByte();
    int flags = in.readUnsignedByte();
    int[] touched = new int[in.readUnsignedShort()];
    for (int index = 0; index < touched.length; index++) {
      touched[index] = in.readInt();
    }
    KnownClass known =
        new KnownClass(key, name, loaderKind, (flags & 1) != 0, (flags & 2) != 0, touched);
    known.isJudged = (flags & 4) != 0;
    known.isMarked = (flags & 8) != 0;
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      String field = in.readUTF();
      Field read = new Field(new Deferrable(in.readLong(), in.readLong()));
      read.useless = in.readByte();
      read.isDeferred = in.readBoolean();
      known.fields.put(field, read);
    }
    return known;
  }

  private static final class Field {
    private final Deferrable deferrable;

    /** The number of starts that read it, or {@link #USEFUL}. */
    private int useless;

    /** Whether starts defer it: not before it is known what its readers become. */
    private boolean isDeferred;

    Field(Deferrable deferrable) {
      this.deferrable = deferrable;
    }

    boolean isWorthIt() {
      return useless < USELESS_STARTS;
    }
  }
}
