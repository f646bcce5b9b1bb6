package io.lazyloader.agent.cache;

/**
 * What a file of what was learnt looks like.
 *
 * <p>The file, all numbers big-endian: a {@linkplain CacheHeader header}, the table (open
 * addressing, a power of two of slots of a key and a value), blocks, among them the jars of the
 * class path, and the classes for who learns more. The header and the table have a checksum that is
 * compared when the file is opened, each block one that is compared when it is read.
 */
final class CacheLayout {
  /** Of a slot: its key and its value, which is a kind above the offset of a block. */
  static final int SLOT = 16;

  static final int KIND_SHIFT = 56;

  /** Of a block: its length and its checksum. */
  static final int BLOCK_HEADER = 8;

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

  private CacheLayout() {}
}
