package io.lazyloader.agent.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why classes do not come from an archive: by what their names and sources say, by their
 * class files and jars, and by what JVMs said. Where several reasons hold, the one that has to go
 * first is found.
 */
public final class AbsenceFinder implements AutoCloseable {
  /** Java 6, the first whose class files are verified by stack maps (JVMS 17 §4.10). */
  private static final int FIRST_WITH_STACK_MAPS = 50;

  private static final String EVENT = "jdk.internal.event.Event";
  private static final Pattern PROXY = Pattern.compile("(?:^|\\.)\\$Proxy\\d+$");
  private static final Pattern METHOD_HANDLE_CODE =
      Pattern.compile("^java\\.lang\\.invoke\\.(?:LambdaForm\\$|BoundMethodHandle\\$Species_)");
  private static final Pattern SUPERTYPE =
      Pattern.compile("^(?:super class|interface|nest_host class) (\\S+) is excluded");

  private final Evidence evidence;
  private final ClassPathFiles files = new ClassPathFiles();
  private final IdentityHashMap<LoadedClass, Absence> known = new IdentityHashMap<>();
  private final Set<Path> archivedPath = new HashSet<>();

  /**
   * Makes a finder for one run.
   *
   * @param directory the program's working directory, for relative class paths
   */
  public AbsenceFinder(Evidence evidence, Path directory) {
    this.evidence = evidence;
    for (String element : evidence.log().classPath()) {
      archivedPath.add(directory.resolve(element).toAbsolutePath().normalize());
    }
  }

  /** Why a class that did not come from an archive did not. */
  public Absence why(LoadedClass loaded) {
    Absence absence = known.get(loaded);
    if (absence == null) {
      absence = find(loaded);
      known.put(loaded, absence);
    }
    return absence;
  }

  private Absence find(LoadedClass loaded) {
    AbsenceReason generated = generated(loaded);
    if (generated != null) {
      return new Absence(generated, "");
    }
    Absence trained = trained(loaded);
    if (trained != null) {
      return trained;
    }
    if (loaded.source().startsWith("jar:")) {
      return new Absence(AbsenceReason.NESTED_JAR, "");
    }
    if (!loaded.hasBuiltInLoader()) {
      return new Absence(AbsenceReason.OTHER_LOADER, loaded.loader().replace('/', '.'));
    }
    Path file = ClassPathFiles.file(loaded.source());
    Absence own = file == null ? null : ofFile(file, loaded);
    if (own != null) {
      return own;
    }
    Absence inherited = inherited(loaded);
    if (inherited != null) {
      return inherited;
    }
    if (file == null && !loaded.source().startsWith("jrt:")) {
      return new Absence(AbsenceReason.OTHER, "source: " + loaded.source());
    }
    return new Absence(ofTraining(loaded, file), "");
  }

  private static @Nullable AbsenceReason generated(LoadedClass loaded) {
    String name = loaded.name();
    if (METHOD_HANDLE_CODE.matcher(name).find()) {
      return AbsenceReason.LAMBDA_FORM;
    }
    if (name.contains("$$Lambda")) {
      return AbsenceReason.LAMBDA;
    }
    if (loaded.isHidden()) {
      return AbsenceReason.HIDDEN;
    }
    if (loaded.source().equals("__dynamic_proxy__") || PROXY.matcher(name).find()) {
      return AbsenceReason.PROXY;
    }
    return loaded.source().startsWith("__") ? AbsenceReason.GENERATED : null;
  }

  /** What a training run said, in the words of this class; where it said no more, look closer. */
  private @Nullable Absence trained(LoadedClass loaded) {
    TrainingLog training = evidence.training();
    String raw = training == null ? null : training.reason(loaded.name());
    if (raw == null) {
      return null;
    }
    Matcher supertype = SUPERTYPE.matcher(raw);
    if (supertype.find()) {
      return new Absence(AbsenceReason.SUPERTYPE, supertype.group(1).replace('/', '.'));
    }
    AbsenceReason reason =
        raw.equals("Signed JAR")
            ? AbsenceReason.SIGNED
            : raw.startsWith("Old class") || raw.startsWith("Pre JDK 6")
                ? AbsenceReason.OLD
                : raw.startsWith("JFR event")
                    ? AbsenceReason.JFR_EVENT
                    : raw.matches("(?i).*(verif|redefined|linkage error|in error).*")
                        ? AbsenceReason.VERIFICATION
                        : null;
    if (reason != null) {
      return new Absence(reason, reason == AbsenceReason.VERIFICATION ? raw : "");
    }
    boolean saysLittle = raw.equals("Unsupported location") || raw.startsWith("Not ");
    return saysLittle ? null : new Absence(AbsenceReason.OTHER, raw);
  }

  private @Nullable Absence ofFile(Path file, LoadedClass loaded) {
    if (Files.isDirectory(file)) {
      return new Absence(AbsenceReason.DIRECTORY, file.toString());
    }
    if (files.isSigned(file)) {
      return new Absence(AbsenceReason.SIGNED, file.toString());
    }
    int version = files.version(file, loaded.name());
    return version > 0 && version < FIRST_WITH_STACK_MAPS
        ? new Absence(AbsenceReason.OLD, "version " + version)
        : null;
  }

  private @Nullable Absence inherited(LoadedClass loaded) {
    for (LoadedClass supertype : loaded.supertypes()) {
      if (supertype.name().equals(EVENT) || loaded.name().equals(EVENT)) {
        return new Absence(AbsenceReason.JFR_EVENT, "");
      }
      if (supertype.isArchived()) {
        continue;
      }
      AbsenceReason reason = why(supertype).reason();
      if (reason == AbsenceReason.JFR_EVENT) {
        return new Absence(AbsenceReason.JFR_EVENT, "");
      }
      if (reason.isLasting()) {
        return new Absence(AbsenceReason.SUPERTYPE, supertype.name());
      }
    }
    return null;
  }

  private AbsenceReason ofTraining(LoadedClass loaded, @Nullable Path file) {
    if (evidence.contents().names().contains(loaded.name())) {
      return evidence.hasAgent() ? AbsenceReason.TRANSFORMED : AbsenceReason.NOT_TAKEN;
    }
    if (!evidence.usesArchive()) {
      return AbsenceReason.NO_ARCHIVE;
    }
    boolean isNew =
        file != null
            && !archivedPath.isEmpty()
            && !archivedPath.contains(file.toAbsolutePath().normalize());
    return isNew ? AbsenceReason.NOT_ON_ARCHIVED_PATH : AbsenceReason.NOT_IN_TRAINING;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
