package io.lazyloader.agent.cache;

import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * A hash of 64 bits by which a class file is known: CRC-32 (ISO 3309) beside Adler-32 (RFC 1950),
 * both of which the JVM computes in its own code, also before anything is compiled, and faster than
 * the class file could be parsed. It keeps mistakes apart, not enemies: who can have a class file
 * loaded needs no collision to have their code run.
 */
public final class ContentHash {
  private ContentHash() {}

  /**
   * Hashes bytes.
   *
   * @param content of any length
   * @return never 0, which stands for nothing in tables
   */
  public static long of(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content, 0, content.length);
    Adler32 adler = new Adler32();
    adler.update(content, 0, content.length);
    long hash = crc.getValue() << 32 | adler.getValue();
    return hash == 0 ? 1 : hash;
  }

  /**
   * Hashes a text.
   *
   * @param text of any length
   * @return never 0
   */
  public static long of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes a hash another one, for one who knows the same content in another role.
   *
   * @param hash of the content
   * @param role which one
   * @return never 0
   */
  public static long as(long hash, long role) {
    // The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    long mixed = hash + role * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return mixed == 0 ? 1 : mixed;
  }
}
