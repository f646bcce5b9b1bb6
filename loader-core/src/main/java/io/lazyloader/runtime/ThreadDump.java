package io.lazyloader.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all threads wait for at one moment, read from a thread dump of HotSpot's, together with our
 * own waits.
 *
 * <p>Whom a thread waits for is not always known: a dump names a class that is waited for, not the
 * thread that initialises it. So each wait has candidates, and a thread counts as stuck only if all
 * candidates of its wait are stuck themselves. That leaves circles, and what waits for them.
 */
final class ThreadDump {
  private static final String HEADER = "\" #";
  private static final String MOUNTED = "Mounted virtual thread #";
  private static final String FRAME = "at ";
  private static final String INITIALISER = ".<clinit>(";
  private static final String WAITS_FOR_CLASS =
      "- waiting on the Class initialization monitor for ";
  private static final String WAITS_FOR_LOCK = "- waiting to lock ";
  private static final String WAITS = "- waiting on ";
  private static final String LOCKED = "- locked ";

  private final Map<Long, Entry> threads = new LinkedHashMap<>();
  private boolean isClosed;

  /** One thread. */
  private static final class Entry {
    final String name;
    final List<String> stack = new ArrayList<>();

    /** The classes whose initialisers are on the stack. */
    final Set<String> initialises = new HashSet<>();

    final Set<String> locks = new HashSet<>();

    /** The monitors that it has left to wait for a notice. */
    final Set<String> left = new HashSet<>();

    @Nullable String awaitedClass;
    @Nullable String awaitedLock;
    @Nullable String awaitedField;

    /** Those of whom one must go on before this can; null if it does not wait for anybody. */
    @Nullable List<Entry> candidates;

    Entry(String name) {
      this.name = name;
    }

    /** Tells what it waits for, and who has that. */
    String describe(Entry holder) {
      if (awaitedField != null) {
        return name + " reads " + awaitedField + ", which " + holder.name + " resolves";
      }
      if (awaitedClass != null) {
        String what = name + " waits for the initialisation of " + awaitedClass;
        return what + ", which " + holder.name + " runs";
      }
      return name + " waits for a monitor that " + holder.name + " holds";
    }
  }

  ThreadDump(String text) {
    Entry current = null;
    for (String line : text.split("\\R", -1)) {
      Entry begun = begun(line, current);
      if (begun != null) {
        current = begun;
      } else if (current != null && !line.isEmpty() && line.charAt(0) == '\t') {
        current.stack.add(line);
        read(line.substring(1), current);
      }
    }
  }

  /** Begins a thread, if a line does. */
  private @Nullable Entry begun(String line, @Nullable Entry carrier) {
    int number = line.indexOf(MOUNTED);
    String name;
    if (number >= 0 && carrier != null) {
      number += MOUNTED.length();
      name = "virtual thread #" + line.substring(number);
    } else {
      number = line.startsWith("\"") ? line.lastIndexOf(HEADER) : -1;
      if (number < 0) {
        // Threads of the JVM's own have no number.
        return line.startsWith("\"") ? new Entry(line) : null;
      }
      name = line.substring(1, number);
      number += HEADER.length();
    }
    int end = number;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    Entry entry = new Entry(name);
    if (end > number) {
      threads.put(Long.valueOf(line.substring(number, end)), entry);
    }
    return entry;
  }

  private static void read(String line, Entry entry) {
    int clinit = line.indexOf(INITIALISER);
    if (line.startsWith(FRAME) && clinit > 0) {
      entry.initialises.add(line.substring(FRAME.length(), clinit));
    } else if (line.startsWith(WAITS_FOR_CLASS)) {
      entry.awaitedClass = line.substring(WAITS_FOR_CLASS.length());
    } else if (line.startsWith(WAITS_FOR_LOCK)) {
      entry.awaitedLock = address(line);
    } else if (line.startsWith(WAITS)) {
      entry.left.add(address(line));
    } else if (line.startsWith(LOCKED)) {
      String lock = address(line);
      if (!entry.left.contains(lock)) {
        entry.locks.add(lock);
      }
    }
  }

  private static String address(String line) {
    int start = line.indexOf('<');
    int end = line.indexOf('>', start);
    return start < 0 || end < 0 ? line : line.substring(start, end);
  }

  /** Adds a wait for a region or a value, which the JVM knows nothing of. */
  void addWait(Thread reader, String field, Thread resolver) {
    Entry waiter = threads.get(reader.getId());
    Entry awaited = threads.get(resolver.getId());
    if (waiter != null && awaited != null) {
      waiter.awaitedField = field;
      waiter.candidates = List.of(awaited);
    }
  }

  /**
   * Finds the circle that a thread is part of; null if there is none. All waits have been added.
   */
  @Nullable Deadlock circle(Thread waiter) {
    if (!isClosed) {
      isClosed = true;
      findCandidates();
      dropWhatGoesOn();
    }
    Entry start = threads.get(waiter.getId());
    List<Entry> path = new ArrayList<>();
    if (start == null
        || start.candidates == null
        || !reaches(start, start, path, new HashSet<>())) {
      return null;
    }
    StringBuilder sentence = new StringBuilder("threads wait for each other in a circle: ");
    StringBuilder stacks = new StringBuilder();
    for (int at = 0; at < path.size(); at++) {
      Entry holder = path.get((at + 1) % path.size());
      sentence.append(at == 0 ? "" : "; ").append(path.get(at).describe(holder));
      stacks.append(Deadlock.stack(path.get(at).name, path.get(at).stack));
    }
    return new Deadlock(sentence.toString(), stacks.toString());
  }

  private void findCandidates() {
    Map<String, List<Entry>> initialisers = new HashMap<>();
    List<Entry> anyInitialiser = new ArrayList<>();
    Map<String, List<Entry>> holders = new HashMap<>();
    for (Entry each : threads.values()) {
      if (!each.initialises.isEmpty()) {
        anyInitialiser.add(each);
      }
      for (String name : each.initialises) {
        add(initialisers, name, each);
      }
      for (String lock : each.locks) {
        add(holders, lock, each);
      }
    }
    for (Entry each : threads.values()) {
      if (each.candidates != null) {
        continue;
      }
      if (each.awaitedClass != null) {
        // If it is not on a stack, it waits for its superclass there.
        each.candidates =
            others(each, initialisers.getOrDefault(each.awaitedClass, anyInitialiser));
      } else if (each.awaitedLock != null) {
        each.candidates = others(each, holders.getOrDefault(each.awaitedLock, List.of()));
      }
    }
  }

  private static void add(Map<String, List<Entry>> lists, String key, Entry entry) {
    List<Entry> list = lists.get(key);
    if (list == null) {
      list = new ArrayList<>();
      lists.put(key, list);
    }
    list.add(entry);
  }

  private static List<Entry> others(Entry waiter, List<Entry> all) {
    List<Entry> others = new ArrayList<>(all);
    others.remove(waiter);
    return others;
  }

  /** Forgets the waits of those that will go on, until all that are left wait for each other. */
  private void dropWhatGoesOn() {
    boolean isChanged = true;
    while (isChanged) {
      isChanged = false;
      for (Entry each : threads.values()) {
        List<Entry> candidates = each.candidates;
        if (candidates != null && (candidates.isEmpty() || isAnyFree(candidates))) {
          each.candidates = null;
          isChanged = true;
        }
      }
    }
  }

  private static boolean isAnyFree(List<Entry> entries) {
    for (Entry each : entries) {
      if (each.candidates == null) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(Entry from, Entry goal, List<Entry> path, Set<Entry> seen) {
    if (from.candidates == null || !seen.add(from)) {
      return false;
    }
    path.add(from);
    for (Entry next : from.candidates) {
      if (next == goal || reaches(next, goal, path, seen)) {
        return true;
      }
    }
    path.remove(path.size() - 1);
    return false;
  }
}
