package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class NewestJavaTest {
  /** Class file versions count from 44, that of Java 0 as it were (JVMS 17 §4.1). */
  private static final int VERSION_OF_JAVA_0 = 44;

  @Test
  void is_the_newest_whose_class_files_asm_reads() {
    assertThat(new ClassReader(classFile(LazyAgent.NEWEST_JAVA)).getClassName()).isEqualTo("C");
    assertThatThrownBy(() -> new ClassReader(classFile(LazyAgent.NEWEST_JAVA + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] classFile(int java) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(VERSION_OF_JAVA_0 + java, Opcodes.ACC_PUBLIC, "C", null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
