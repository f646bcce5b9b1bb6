package io.lazyloader.agent.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What is to be in a {@link CacheFile}. Not thread-safe. */
public final class CacheContent {
  /** Rewritten classes take no more; a program that has more to rewrite does it at each start. */
  private static final int MAX_REWRITTEN_BYTES = 64 << 20;

  private final Map<Long, KnownClass> classes = new LinkedHashMap<>();
  private final Map<Long, byte[]> rewritten = new LinkedHashMap<>();
  private int rewrittenBytes;

  private final List<KnownJar> jars;

  /** Whether there are classes that the last start has seen, and had no time for. */
  private boolean isCutShort;

  /** Whether the last start has seen many classes that it could not read. */
  private boolean isBlind;

  /** Fields that were lazy in some start, or will be. */
  private final LazyFields lazy = new LazyFields();

  /**
   * Starts with nothing but what was found on the class path.
   *
   * @param jars in any order
   */
  public CacheContent(Collection<KnownJar> jars) {
    this.jars = List.copyOf(jars);
  }

  /**
   * Starts with what is known already.
   *
   * @param known null if nothing is
   * @param jars what this start has found on the class path
   * @return content that can be added to
   * @throws IOException if the file is damaged
   */
  public static CacheContent of(@Nullable CacheFile known, Collection<KnownJar> jars)
      throws IOException {
    CacheContent content = new CacheContent(jars);
    if (known != null) {
      for (KnownClass type : known.classes()) {
        content.classes.put(type.key(), type);
      }
      known.addTo(content);
    }
    return content;
  }

  /**
   * Returns all classes.
   *
   * @return in the order in which they were first seen
   */
  public Collection<KnownClass> classes() {
    return classes.values();
  }

  /**
   * Returns the classes that wait for being judged.
   *
   * @return in the order in which they were first seen
   */
  public List<KnownClass> unjudged() {
    List<KnownClass> unjudged = new ArrayList<>();
    for (KnownClass type : classes.values()) {
      if (!type.isJudged()) {
        unjudged.add(type);
      }
    }
    return unjudged;
  }

  /**
   * Finds a class.
   *
   * @param key as {@link CacheFile} has it
   * @return null if it is not known
   */
  public @Nullable KnownClass type(long key) {
    return classes.get(key);
  }

  /**
   * Adds a class, unless it is known.
   *
   * @param type which one
   */
  public void add(KnownClass type) {
    classes.putIfAbsent(type.key(), type);
  }

  /**
   * Adds a field that classes must be looked through for.
   *
   * @param field the hash of its name and descriptor
   */
  public void addLazy(long field) {
    lazy.add(field);
  }

  /**
   * Notes whether a start has had time for all classes that it has seen.
   *
   * @param isCut whether some are missing
   */
  public void cutShort(boolean isCut) {
    isCutShort = isCut;
  }

  /**
   * Notes whether a start has seen many classes that it could not read.
   *
   * @param isBlind whether only who is shown them while they are loaded can tell what they are
   */
  public void blind(boolean isBlind) {
    this.isBlind = isBlind;
  }

  /**
   * Adds what a class becomes.
   *
   * @param question a hash of all that it depends on
   * @param answer what it becomes
   */
  public void add(long question, Rewritten answer) {
    addRewritten(question, answer.toBytes());
  }

  void addRewritten(long question, byte[] answer) {
    if (rewrittenBytes + answer.length <= MAX_REWRITTEN_BYTES) {
      byte[] before = rewritten.put(question, answer);
      rewrittenBytes += answer.length - (before == null ? 0 : before.length);
    }
  }

  /**
   * Forgets what most classes become, where what is deferred has changed: it would never be asked
   * for again.
   *
   * @param questions those whose answers are kept
   */
  public void retainRewritten(Set<Long> questions) {
    rewritten.keySet().retainAll(questions);
    rewrittenBytes = 0;
    for (byte[] answer : rewritten.values()) {
      rewrittenBytes += answer.length;
    }
  }

  /**
   * Tells whether fields were found that are not deferred yet, or are better left alone.
   *
   * @return true if there is something to {@link #publish}
   */
  public boolean hasChanges() {
    for (KnownClass type : classes.values()) {
      if (type.hasChanges()) {
        return true;
      }
    }
    return false;
  }

  /** Has all fields deferred that are worth it, and no others. */
  public void publish() {
    for (KnownClass type : classes.values()) {
      type.publish();
    }
  }

  /**
   * Writes it down.
   *
   * @param state a hash of all that it rests on
   * @param publishes whether it is to say what it would if all was published
   * @return a {@link CacheFile}
   */
  public byte[] toBytes(long state, boolean publishes) {
    boolean defers = defer(publishes);
    Blocks blocks = new Blocks(2 * (classes.size() + rewritten.size() + lazy.all().size()) + 16);
    for (KnownClass type : classes.values()) {
      Map<String, Long> deferred = type.deferred(publishes);
      if (!deferred.isEmpty()) {
        blocks.put(type.key(), CacheLayout.DEFERS, fields(deferred.keySet()));
      } else {
        blocks.put(type.key(), type.need(lazy), null);
      }
    }
    for (Map.Entry<Long, byte[]> answer : rewritten.entrySet()) {
      blocks.put(answer.getKey(), CacheLayout.REWRITTEN, answer.getValue());
    }
    for (Long field : lazy.all()) {
      blocks.put(CacheFile.lazyKey(field), CacheLayout.LAZY, null);
    }
    int jarsAt = blocks.add(writtenJars());
    int classesAt = blocks.add(writtenClasses());
    int namesAt = blocks.add(writtenNames());
    Profit profit = profit();
    int signs = signs(profit) | (defers ? CacheHeader.DEFERS : 0);
    return blocks.toBytes(
        new CacheHeader(
            state, blocks.end, blocks.slots, jarsAt, classesAt, namesAt, signs, profit));
  }

  /**
   * Tells what it brings to defer what was found.
   *
   * @return by estimate
   */
  public Profit profit() {
    long saved = 0;
    for (KnownClass type : classes.values()) {
      saved += type.saved();
    }
    return Profit.of(saved, classes.size());
  }

  private int signs(Profit profit) {
    boolean isOpen = false;
    boolean isUnfinished = profit.pays() && hasChanges();
    boolean isMarked = false;
    for (KnownClass type : classes.values()) {
      isOpen |= type.isOpen();
      isUnfinished |= !type.isJudged() && type.isOfSystem();
      isMarked |= type.isMarked();
    }
    return (isOpen ? CacheHeader.IS_OPEN : 0)
        | (isUnfinished ? CacheHeader.IS_UNFINISHED : 0)
        | (isMarked ? CacheHeader.IS_MARKED : 0)
        | (isCutShort ? CacheHeader.IS_CUT_SHORT : 0)
        | (isBlind ? CacheHeader.IS_BLIND : 0);
  }

  /** Has classes looked through for what is to be deferred; returns whether anything is. */
  private boolean defer(boolean publishes) {
    boolean defers = false;
    for (KnownClass type : classes.values()) {
      for (Long field : type.deferred(publishes).values()) {
        defers = true;
        if (field == 0) {
          lazy.addHidden();
        } else {
          lazy.add(field);
        }
      }
    }
    return defers;
  }

  private static byte[] fields(Collection<String> names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeShort(names.size());
      for (String name : names) {
        out.writeUTF(name);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] writtenJars() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(jars.size());
      for (KnownJar jar : jars) {
        jar.writeTo(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] writtenClasses() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(classes.size());
      for (KnownClass type : classes.values()) {
        type.writeTo(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] writtenNames() {
    ByteBuffer names = ByteBuffer.allocate(Integer.BYTES * classes.size());
    for (KnownClass type : classes.values()) {
      if (type.isJudged() || type.isOfSystem()) {
        names.putInt(type.nameHash());
      }
    }
    return Arrays.copyOf(names.array(), names.position());
  }

  /** The table, and the blocks behind it. */
  private static final class Blocks {
    private final int slots;
    private final long[] keys;
    private final long[] values;
    private final List<byte[]> blocks = new ArrayList<>();
    private long end;

    Blocks(int atLeast) {
      slots = Integer.highestOneBit(atLeast - 1) << 1;
      keys = new long[slots];
      values = new long[slots];
      end = CacheHeader.SIZE + (long) slots * CacheLayout.SLOT;
    }

    void put(long key, int kind, byte @Nullable [] block) {
      int slot = (int) (key ^ (key >>> 32)) & (slots - 1);
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & (slots - 1);
      }
      keys[slot] = key;
      values[slot] = (long) kind << CacheLayout.KIND_SHIFT | (block == null ? 0 : add(block));
    }

    int add(byte[] block) {
      long at = end;
      blocks.add(block);
      end += CacheLayout.BLOCK_HEADER + block.length;
      return Math.toIntExact(at);
    }

    byte[] toBytes(CacheHeader header) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end));
      header.writeTo(bytes);
      for (int slot = 0; slot < slots; slot++) {
        bytes.putLong(keys[slot]).putLong(values[slot]);
      }
      for (byte[] block : blocks) {
        CRC32 checksum = new CRC32();
        checksum.update(block, 0, block.length);
        bytes.putInt(block.length).putInt((int) checksum.getValue()).put(block);
      }
      CacheHeader.putChecksum(bytes, CacheFile.checksum(bytes, slots));
      return bytes.array();
    }
  }
}
