package io.lazyloader.agent.modernise;

import io.lazyloader.agent.analysis.ClassSource;
import java.nio.ByteBuffer;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/**
 * Turns class files of versions 45.3 to 49 into ones of version 50 with stack maps (JVMS 17
 * §4.7.4), which the JVM verifies by checking types, and keeps in its archives of classes.
 *
 * <p>Of a class file, all but these stays as it is, byte for byte and in its order: the version;
 * constants behind the ones that there are; flags of interfaces that the JVM puts right when it
 * reads an old class file; a stack map for each method that needs one. A method with subroutines
 * gets them inlined, and one with code that is never reached gets {@code nop} and {@code athrow} in
 * its place, as there is no frame for that; its lines, variables and handlers move along.
 *
 * <p>Whether a verifier accepts the result is for {@link VerifierCheck} to tell. May be used by
 * several threads; keeps what classes extend, and no class file.
 */
public final class Moderniser {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int HEADER = 8;

  private final Supertypes supertypes;

  /**
   * Creates a moderniser.
   *
   * @param source the class files of the program and the JDK, for what classes extend
   */
  public Moderniser(ClassSource source) {
    supertypes = new Supertypes(source);
  }

  /**
   * Makes a class file of version 50.
   *
   * @param classFile what to make it from; not changed
   * @return the new class file, or why there is none
   */
  public Modernised modernise(byte[] classFile) {
    if (classFile.length < HEADER || ByteBuffer.wrap(classFile).getInt() != MAGIC) {
      return Modernised.left("it is no class file");
    }
    int minor = ByteBuffer.wrap(classFile).getShort(4) & 0xFFFF;
    int major = ByteBuffer.wrap(classFile).getShort(6) & 0xFFFF;
    if (major >= Opcodes.V1_6) {
      return Modernised.recent();
    }
    if (major < 45 || (major == 45 && minor < 3)) {
      // Up to 45.2, the fields of a Code attribute are shorter.
      return Modernised.left("it has version " + major + '.' + minor + ", before Java 1.1");
    }
    try {
      return Modernised.to(make(new ClassFile(classFile.clone())));
    } catch (NotModernisedException e) {
      return Modernised.left(e.reason);
    } catch (MethodTooLargeException e) {
      return Modernised.left("its method " + e.getMethodName() + " becomes too large");
    } catch (ClassTooLargeException e) {
      return Modernised.left("it has too many constants");
    } catch (RuntimeException e) {
      // ASM promises nothing for class files that a JVM would refuse.
      return Modernised.left("it can't be read: " + e);
    }
  }

  private byte[] make(ClassFile old) {
    String obstacle = VersionRules.obstacle(old);
    if (obstacle != null) {
      throw new NotModernisedException(obstacle);
    }
    VersionRules.adjustFlags(old);
    return Graft.of(old, new ClassFile(FrameWriter.write(old.reader, supertypes)));
  }
}
