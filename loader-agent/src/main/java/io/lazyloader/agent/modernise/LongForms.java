package io.lazyloader.agent.modernise;

import org.objectweb.asm.ClassReader;

/**
 * Characters of constants that are written with more bytes than they need (JVMS 17 §4.4.7), as some
 * old compilers did. HotSpot takes them up to version 47 ({@code verify_legal_utf8}).
 */
final class LongForms {
  private static final int UTF8 = 1;

  private LongForms() {}

  /** Whether a class has such characters. */
  static boolean areIn(ClassFile classFile) {
    ClassReader reader = classFile.reader;
    for (int index = 1; index < reader.getItemCount(); index++) {
      // Behind the tag; nothing at the second index of a long or double.
      int at = reader.getItem(index);
      if (at > 0
          && classFile.bytes[at - 1] == UTF8
          && areIn(classFile.bytes, at + 2, at + 2 + classFile.u2(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean areIn(byte[] bytes, int begin, int end) {
    int at = begin;
    while (at < end) {
      int first = bytes[at] & 0xFF;
      if (first < 0x80) {
        at++;
      } else if (first < 0xE0) {
        int character = (first & 0x1F) << 6 | (bytes[at + 1] & 0x3F);
        if (character != 0 && character < 0x80) {
          return true;
        }
        at += 2;
      } else {
        int character = (first & 0x0F) << 6 | (bytes[at + 1] & 0x3F);
        if (character < 0x800 >> 6) {
          return true;
        }
        at += 3;
      }
    }
    return false;
  }
}
