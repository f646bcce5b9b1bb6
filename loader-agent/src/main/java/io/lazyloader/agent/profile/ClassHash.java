package io.lazyloader.agent.profile;

import java.util.zip.CRC32C;

/** What tells class files of one name apart. */
public final class ClassHash {
  private ClassHash() {}

  /**
   * Computes CRC-32C and length: enough to notice another class file, and quick before the JIT is
   * warm.
   *
   * @param classFile its bytes
   * @return both in hexadecimal
   */
  public static String of(byte[] classFile) {
    CRC32C crc = new CRC32C();
    crc.update(classFile);
    return Long.toHexString(crc.getValue()) + '-' + Integer.toHexString(classFile.length);
  }
}
