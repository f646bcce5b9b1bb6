package io.lazyloader.agent;

import io.lazyloader.runtime.Notes;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A start in which each class is looked at before it is loaded, and noted in the notebook. */
final class WatchedStart implements Start {
  /** A first start learns no sooner than that, or when the program seems to have started. */
  static final long FIRST_START_MILLIS = 5_000;

  private final Learning learning;
  private final File file;
  private final Selection selection;
  private final Promises promises;
  private final Notebook notebook;

  /** Whether it is noted which fields the start-up has read. */
  private volatile boolean hasNotedReads;

  private WatchedStart(
      Learning learning, File file, Selection selection, Promises promises, Notebook notebook) {
    this.learning = learning;
    this.file = file;
    this.selection = selection;
    this.promises = promises;
    this.notebook = notebook;
  }

  /**
   * Has classes looked at from now on.
   *
   * @param expectsMarks whether some are to be expected that are marked
   * @param filters those of the user; null if there is none
   */
  static void begin(Setting setting, boolean expectsMarks, @Nullable Filters filters) {
    Options options = setting.options();
    Learning learning = setting.learning();
    SystemClasses systemClasses = setting.systemClasses();
    Selection selection =
        new Selection(setting, expectsMarks, learning.judgesNow(systemClasses), filters);
    Promises promises = new Promises(selection);
    File file = learning.file();
    Notebook notebook = file == null ? null : new Notebook(selection, promises, learning.judges());
    String dump = options.dump();
    LazyTransformer transformer =
        new LazyTransformer(
            setting.instrumentation(),
            promises,
            selection,
            systemClasses,
            setting.findings(),
            dump == null ? null : new Dump(dump),
            options.asksSpring(),
            notebook);
    setting.instrumentation().addTransformer(transformer, setting.attached());
    noteLoadedClasses(setting, transformer);
    promises.open();
    setting.learnt().open();
    if (file != null && notebook != null) {
      Learner.begin(setting, file, new WatchedStart(learning, file, selection, promises, notebook));
    }
  }

  /**
   * Finds out what came too late: classes that are loaded keep their fields as they are, and what
   * they read must stay eager. Before {@code main} only other agents have loaded any.
   */
  private static void noteLoadedClasses(Setting setting, LazyTransformer transformer) {
    Instrumentation instrumentation = setting.instrumentation();
    List<Class<?>> readers = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      // Most are the platform's: told by their loader, before anybody asks for their names.
      ClassLoader loader = loaded.getClassLoader();
      if (loader == null && !loaded.getModule().isNamed()) {
        setting.systemClasses().sawUnnamed();
      }
      if (loader == null
          || loaded.isArray()
          || !Ownership.isOfProgram(loader, loaded.getName().replace('.', '/'))
          || !instrumentation.isModifiableClass(loaded)) {
        continue;
      }
      if (setting.plan().classes().contains(loaded.getName())) {
        setting.findings().loadedBefore(loaded.getName());
      }
      readers.add(loaded);
    }
    if (!setting.attached()) {
      for (Class<?> reader : readers) {
        transformer.wasLoaded(reader);
      }
      return;
    }
    // Hands their class files to the transformer, which looks at them and leaves them alone.
    for (Class<?> reader : readers) {
      try {
        instrumentation.retransformClasses(reader);
      } catch (UnmodifiableClassException | LinkageError e) {
        Notes.add(reader.getName() + " could not be looked at: " + e);
      }
    }
    setting.findings().tellTooEarly();
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public int count() {
    return notebook.count();
  }

  @Override
  public boolean isTime(boolean isQuiet, long millis) {
    return isQuiet || selection.learnt.file() != null || millis >= FIRST_START_MILLIS;
  }

  @Override
  public boolean isAnythingNew() {
    return notebook.isAnythingNew() || (!hasNotedReads && selection.learnt.isOpen());
  }

  @Override
  public boolean isUnfinished() {
    return false;
  }

  @Override
  public boolean isBlind() {
    return false;
  }

  @Override
  public boolean isPutOff(long millis) {
    return false;
  }

  @Override
  public Lessons lessons() {
    return new Lessons(this, notebook, learning, file, selection, promises, hasNotedReads);
  }

  @Override
  public @Nullable Definition next() {
    return null;
  }

  @Override
  public void rest() {
    hasNotedReads = true;
    notebook.rest();
  }

  @Override
  public String summary() {
    return notebook.summary();
  }
}
