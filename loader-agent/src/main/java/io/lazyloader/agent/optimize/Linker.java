package io.lazyloader.agent.optimize;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Writes a program's jars with or without what each pass does to them. */
final class Linker implements Closeable {
  /** Where the jars of an image are in its directory, and where in there its modules are. */
  static final String LIBRARIES = "lib";

  static final String MODULES = "modules";

  /** A class that woven classes call. */
  private static final String LIBRARY_CLASS = "io/lazyloader/runtime/LazyRegions.class";

  private final Application application;
  private final List<Part> parts;
  private final List<PackedJar> modules;
  private final Path library;
  private final long packed;

  /**
   * Which passes are on.
   *
   * @param unseals whether jars lose their signatures
   * @param merges whether jars become one
   * @param changes class files that take the place of others
   * @param needsLibrary whether some of them call the run-time library
   */
  record Choice(boolean unseals, boolean merges, ClassChanges changes, boolean needsLibrary) {
    static final Choice NONE = new Choice(false, false, ClassChanges.NONE, false);

    Choice unsealing() {
      return new Choice(true, merges, changes, needsLibrary);
    }

    Choice merging() {
      return new Choice(unseals, true, changes, needsLibrary);
    }

    Choice changing(ClassChanges other) {
      return new Choice(unseals, merges, other, needsLibrary);
    }

    Choice withLibrary() {
      return new Choice(unseals, merges, changes, true);
    }
  }

  private Linker(
      Application application,
      List<Part> parts,
      List<PackedJar> modules,
      Path library,
      long packed) {
    this.application = application;
    this.parts = List.copyOf(parts);
    this.modules = List.copyOf(modules);
    this.library = library;
    this.packed = packed;
  }

  /**
   * Opens the jars of a program.
   *
   * @param work where to put what is packed
   * @param library the jar of the run-time library
   * @throws OptimizeException if one is signed and does not verify, or was optimised before
   */
  static Linker open(Application application, Path work, Path library) throws IOException {
    List<PackedJar> jars =
        Packer.pack(application.classPath(), application.bootJar(), work.resolve("packed"));
    List<PackedJar> modules = Modules.pack(application.modulePath(), work.resolve("modules"));
    List<Part> parts = new ArrayList<>();
    try {
      for (PackedJar jar : jars) {
        Part part = Part.open(parts.size(), jar);
        parts.add(part);
        String stamp = part.source().manifest().getMainAttributes().getValue(LibraryWriter.STAMP);
        if (stamp != null) {
          throw OptimizeException.usage(
              part
                  + " was optimised before, by Lazyloader "
                  + stamp
                  + ". Optimize the program that it was made from.");
        }
      }
      return new Linker(
          application, parts, modules, library, jars.stream().filter(PackedJar::isNew).count());
    } catch (IOException | RuntimeException e) {
      for (Part part : parts) {
        part.close();
      }
      throw e;
    }
  }

  List<Part> parts() {
    return parts;
  }

  /** The jars as they were, as {@code java -cp} takes them. */
  String originalClassPath() {
    return String.join(
        File.pathSeparator, parts.stream().map(part -> part.source().file().toString()).toList());
  }

  /** How many jars were packed, from directories or out of another. */
  long packed() {
    return packed;
  }

  /** Whether a jar stays as it is, byte for byte, by a choice. */
  Predicate<Part> staysSigned(Choice choice) {
    return part -> {
      Signatures signatures = part.signatures();
      return signatures != null && (!choice.unseals() || signatures.isOfProvider());
    };
  }

  /** How the jars would be grouped. */
  Grouping.Result grouping(Choice choice) {
    return choice.merges()
        ? Grouping.merge(parts, staysSigned(choice), Grouping.MOST_DESCRIBED_PACKAGES)
        : Grouping.separate(parts, staysSigned(choice));
  }

  /**
   * Writes the jars.
   *
   * @param root gets a directory {@code lib}
   */
  Image link(String stage, Choice choice, Path root) throws IOException {
    Path lib = Files.createDirectories(root.resolve(LIBRARIES));
    List<Path> classPath = new ArrayList<>();
    classPath.addAll(
        LibraryWriter.write(
            grouping(choice).segments(), lib, application.name(), choice.changes()));
    if (choice.needsLibrary() && !hasLibrary()) {
      Path copy = lib.resolve("loader-core.jar");
      RuntimeLibrary.write(library, copy);
      classPath.add(copy);
    }
    List<Path> modulePath = Modules.copy(modules, lib.resolve(MODULES));
    return new Image(stage, classPath, modulePath, null, List.of());
  }

  /** Whether the program brings the run-time library itself. */
  private boolean hasLibrary() {
    return parts.stream().anyMatch(part -> part.source().find(LIBRARY_CLASS) != null);
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.close();
    }
  }
}
