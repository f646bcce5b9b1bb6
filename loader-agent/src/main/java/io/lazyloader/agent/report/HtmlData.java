package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the page shows, as its scripts read it: an array for each column, in which a row is a
 * number, and texts are places in a {@link StringTable}; keys and names are not repeated.
 */
final class HtmlData {
  /** What was not measured, or does not apply. */
  private static final long NONE = -1;

  private static final int REGION = 1;
  private static final int NEVER_READ = 2;
  private static final int FAILED = 4;
  private static final int GONE = 8;
  private static final int NEW = 16;
  private static final int READ_AFTER_READY = 32;
  private static final int SAFE = 64;
  private static final int SAFE_AND_NOT_NEEDED = 128;
  private static final int CHOSEN = 256;

  private static final FieldVerdict NO_VERDICT = new FieldVerdict("", "", false);

  /** The columns that two profiles are compared in. */
  private static final Map<String, Column> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("saves", HtmlData::saves);
    FIGURES.put("self", (node, analysis) -> node.selfNanos());
    FIGURES.put("total", (node, analysis) -> node.totalNanos());
    FIGURES.put("bytes", (node, analysis) -> node.totalBytes());
    FIGURES.put("loaded", (node, analysis) -> node.totalLoaded());
    FIGURES.put("reads", (node, analysis) -> measured(node, Measure.READS));
  }

  private final Analysis now;
  private final @Nullable Analysis before;
  private final HtmlAdvice advice;

  /** The initialisations of the profile, parents first, and those that only the other has. */
  private final List<TreeNode> rows;

  private final StringTable strings = new StringTable();

  /** What a column says of a row. */
  private interface Column {
    long value(TreeNode node, Analysis analysis);
  }

  HtmlData(Analysis now, @Nullable Analysis before) {
    this.now = now;
    this.before = before;
    this.advice = new HtmlAdvice(now);
    this.rows = new ArrayList<>(now.tree().parentsFirst());
    if (before != null) {
      before.tree().parentsFirst().stream()
          .filter(node -> !isIn(now.tree(), node))
          .forEach(rows::add);
    }
    for (TreeNode node : rows) {
      strings.add(node.name());
      strings.add(Uses.trigger(node));
      strings.add(Uses.firstReader(node));
      strings.add(verdict(node).kind());
      strings.add(verdict(node).reason());
    }
  }

  private static boolean isIn(Tree tree, TreeNode node) {
    return tree.node(node.name()) != null;
  }

  private static long saves(TreeNode node, Analysis analysis) {
    return node.isRegion() ? analysis.savings().ofRegionUntilReady(node).nanos() : NONE;
  }

  private static long measured(TreeNode node, Measure measure) {
    Figure figure = node.initialisation().figure(measure);
    return figure == null ? NONE : figure.median();
  }

  private FieldVerdict verdict(TreeNode node) {
    FieldVerdict verdict = now.verdict(node);
    return verdict == null ? NO_VERDICT : verdict;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    new HtmlHead(now, before).write(json);
    advice.write(json);
    json.writeNumberField("mostReads", Measure.MOST_READS);
    json.writeFieldName("strings");
    strings.write(json);
    json.writeObjectFieldStart("rows");
    writeRows(json);
    json.writeEndObject();
    json.writeObjectFieldStart("fields");
    writeFields(json);
    json.writeEndObject();
    json.writeFieldName("before");
    if (before == null) {
      json.writeNull();
    } else {
      writeBefore(json, before);
    }
    json.writeEndObject();
  }

  private void writeRows(JsonGenerator json) throws IOException {
    Map<TreeNode, Integer> places = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      places.put(rows.get(row), row);
    }
    write(json, "name", node -> strings.place(node.name()));
    write(json, "parent", node -> parent(node, places));
    write(json, "flags", this::flags);
    write(json, "trigger", node -> strings.place(Uses.trigger(node)));
    write(json, "reader", node -> strings.place(Uses.firstReader(node)));
    write(json, "firstRead", node -> measured(node, Measure.FIRST_READ));
    if (!now.verdicts().isEmpty()) {
      write(json, "verdict", node -> strings.place(verdict(node).kind()));
      write(json, "reason", node -> strings.place(verdict(node).reason()));
    }
    for (Map.Entry<String, Column> figure : FIGURES.entrySet()) {
      write(
          json,
          figure.getKey(),
          node -> isIn(now.tree(), node) ? figure.getValue().value(node, now) : NONE);
    }
  }

  /**
   * All fields of the regions that have several, which are named after their first, and of those
   * whose name does not tell where the class ends.
   */
  private void writeFields(JsonGenerator json) throws IOException {
    for (int row = 0; row < rows.size(); row++) {
      String name = rows.get(row).name();
      List<String> fields = rows.get(row).fields();
      if (fields.size() > 1
          || name.indexOf(FieldName.SEPARATOR) != name.lastIndexOf(FieldName.SEPARATOR)) {
        json.writeArrayFieldStart(Integer.toString(row));
        for (String field : fields) {
          json.writeString(field);
        }
        json.writeEndArray();
      }
    }
  }

  private int parent(TreeNode node, Map<TreeNode, Integer> places) {
    TreeNode parent = node.parent();
    return parent == null ? -1 : places.getOrDefault(parent, -1);
  }

  private int flags(TreeNode node) {
    int flags = node.isRegion() ? REGION : 0;
    flags |= node.isNeverRead() ? NEVER_READ : 0;
    flags |= node.isPaidLater() ? READ_AFTER_READY : 0;
    flags |= node.initialisation().failures() > 0 ? FAILED : 0;
    flags |= now.isSafe(node) ? SAFE : 0;
    flags |= advice.isSafeAndNotNeeded(node) ? SAFE_AND_NOT_NEEDED : 0;
    flags |= advice.isChosen(node) ? CHOSEN : 0;
    if (before != null) {
      flags |= isIn(now.tree(), node) ? 0 : GONE;
      flags |= isIn(before.tree(), node) ? 0 : NEW;
    }
    return flags;
  }

  private void writeBefore(JsonGenerator json, Analysis other) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Column> figure : FIGURES.entrySet()) {
      write(
          json,
          figure.getKey(),
          node -> {
            TreeNode same = other.tree().node(node.name());
            return same == null ? NONE : figure.getValue().value(same, other);
          });
    }
    json.writeEndObject();
  }

  private void write(JsonGenerator json, String column, ToLongFunction<TreeNode> value)
      throws IOException {
    long[] values = rows.stream().mapToLong(value).toArray();
    json.writeFieldName(column);
    json.writeArray(values, 0, values.length);
  }
}
