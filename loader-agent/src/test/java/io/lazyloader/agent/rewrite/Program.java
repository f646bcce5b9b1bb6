package io.lazyloader.agent.rewrite;

import io.lazyloader.runtime.LazyRegions;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Class files in a loader of their own. The JVM verifies them, as it does all but its own. */
public final class Program extends ClassLoader {
  private final Map<String, byte[]> classFiles;

  Program(Map<String, byte[]> classFiles, ClassLoader parent) {
    super(parent);
    this.classFiles = classFiles;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = classFiles.get(name.replace('.', '/'));
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, classFile, 0, classFile.length);
  }

  /** Calls {@code Main.run()}. */
  Outcome run() {
    return call("Main", "run");
  }

  /** Calls a static method without parameters, of whatever access, and makes its result text. */
  public Outcome call(String className, String name) {
    try {
      Method method = loadClass(className).getDeclaredMethod(name);
      method.setAccessible(true);
      return new Outcome(String.valueOf(method.invoke(null)), null);
    } catch (InvocationTargetException e) {
      return new Outcome(null, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (LinkageError e) {
      return new Outcome(null, e);
    }
  }

  /** Loads, verifies and initialises a class. */
  public Class<?> initialise(String className) {
    try {
      return Class.forName(className, true, this);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The deferred fields of a class that nobody has read yet; initialises the class. */
  List<String> pending(String className) {
    return fieldsInState(className, LazyRegions.PENDING);
  }

  /** The deferred fields of a class that were read; initialises the class. */
  List<String> resolved(String className) {
    return fieldsInState(className, LazyRegions.RESOLVED);
  }

  private List<String> fieldsInState(String className, int state) {
    List<String> fields = new ArrayList<>();
    LazyRegions regions = regions(className);
    for (int index = 0; index < regions.count(); index++) {
      if (regions.state(index) == state) {
        fields.addAll(List.of(regions.names().fields(index)));
      }
    }
    return fields;
  }

  private LazyRegions regions(String className) {
    try {
      Field regions = initialise(className).getDeclaredField(Emitted.REGIONS_FIELD);
      regions.setAccessible(true);
      return (LazyRegions) regions.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " defers nothing", e);
    }
  }
}
