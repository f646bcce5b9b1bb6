package io.lazyloader.agent.profile;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes profiles as JSON: the same profile gives the same bytes. The format is described in {@code
 * docs/profile.md}.
 *
 * <p>It is also used in the recorded JVM when that ends, so it needs few classes and no lambdas.
 */
public final class ProfileWriter {
  /** What a profile's first key says. */
  public static final String SCHEMA = "lazyloader-profile";

  /** The version of the format that is written, and the newest that is read. */
  public static final int VERSION = 1;

  // ASCII only, as who looks at it may take it for any encoding.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator json;

  private ProfileWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes a profile to a file. Whoever looks finds the whole profile or what was there before.
   *
   * @param profile what to write
   * @param file where to; its directory exists. A pipe or device is written to as it is
   * @throws ProfileException if it can't be written
   */
  public static void write(Profile profile, Path file) throws ProfileException {
    try {
      if (Files.isDirectory(file)) {
        throw new FileSystemException(file.toString(), null, "it is a directory; name a file");
      }
      WholeFile.write(
          file,
          new WholeFile.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
              write(profile, out);
            }
          });
    } catch (IOException e) {
      throw ProfileException.unwritable(file, e);
    }
  }

  /**
   * Writes a profile.
   *
   * @param profile what to write
   * @param out where to; flushed, not closed
   * @throws IOException if that fails
   */
  public static void write(Profile profile, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new ProfileWriter(json).write(profile);
    }
    out.flush();
  }

  private void write(Profile profile) throws IOException {
    json.writeStartObject();
    json.writeStringField(Keys.SCHEMA, SCHEMA);
    json.writeNumberField(Keys.VERSION, VERSION);
    json.writeNumberField(Keys.RUNS, profile.runs());
    // Before all that is long, so that it can be read alone.
    RunIds ids = profile.runIds();
    if (ids.size() > 0) {
      json.writeStringField(Keys.RUN_IDS, ids.text());
    }
    if (ids.isCut()) {
      json.writeBooleanField(Keys.MORE_RUN_IDS, true);
    }
    json.writeObjectFieldStart(Keys.FACTS);
    for (Map.Entry<String, Tally> fact : profile.facts().entrySet()) {
      json.writeFieldName(PlainText.paired(fact.getKey()));
      write(fact.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart(Keys.TOTALS);
    for (Map.Entry<String, Figure> total : profile.totals().entrySet()) {
      json.writeFieldName(PlainText.paired(total.getKey()));
      write(total.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart(Keys.CLASSES);
    for (ClassProfile ofClass : profile.classes().values()) {
      // A line for each class, so that messages can tell where they found what.
      json.writeRaw('\n');
      write(ofClass);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void write(ClassProfile ofClass) throws IOException {
    json.writeStartObject();
    json.writeStringField(Keys.NAME, PlainText.paired(ofClass.name()));
    json.writeStringField(Keys.HASH, PlainText.paired(ofClass.hash()));
    write(ofClass.initialisation());
    if (!ofClass.regions().isEmpty()) {
      json.writeArrayFieldStart(Keys.REGIONS);
      for (RegionProfile region : ofClass.regions()) {
        write(region);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void write(RegionProfile region) throws IOException {
    json.writeStartObject();
    json.writeNumberField(Keys.POSITION, region.position());
    write(Keys.FIELDS, region.fields());
    writeUnlessZero(Keys.LINE, region.line());
    write(region.initialisation());
    writeUnlessZero(Keys.RUNS_READ, region.runsRead());
    writeUnlessZero(Keys.RUNS_READ_BEFORE_READY, region.runsReadBeforeReady());
    writeUnlessEmpty(Keys.FIRST_READERS, region.firstReaders());
    if (!region.calls().isEmpty()) {
      write(Keys.CALLS, region.calls());
    }
    json.writeEndObject();
  }

  private void write(Initialisation initialisation) throws IOException {
    json.writeNumberField(Keys.RUNS, initialisation.runs());
    writeUnlessZero(Keys.FAILURES, initialisation.failures());
    for (Map.Entry<Measure, Figure> figure : initialisation.figures().entrySet()) {
      json.writeFieldName(figure.getKey().key());
      write(figure.getValue());
    }
    writeUnlessEmpty(Keys.THREADS, initialisation.threads());
    writeUnlessEmpty(Keys.TRIGGERS, initialisation.triggers());
    writeUnlessEmpty(Keys.LATER_USERS, initialisation.laterUsers());
  }

  private void write(String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(PlainText.paired(text));
    }
    json.writeEndArray();
  }

  private void writeUnlessZero(String key, long value) throws IOException {
    if (value != 0) {
      json.writeNumberField(key, value);
    }
  }

  private void writeUnlessEmpty(String key, Tally tally) throws IOException {
    if (!tally.equals(Tally.NONE)) {
      json.writeFieldName(key);
      write(tally);
    }
  }

  private void write(Tally tally) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Tally.Entry> entry : tally.entries().entrySet()) {
      json.writeFieldName(PlainText.paired(entry.getKey()));
      Tally.Entry seen = entry.getValue();
      if (seen.example().isEmpty()) {
        json.writeNumber(seen.runs());
      } else {
        json.writeStartArray();
        json.writeNumber(seen.runs());
        json.writeString(PlainText.paired(seen.example()));
        json.writeEndArray();
      }
    }
    if (tally.isCut()) {
      json.writeBooleanField(Keys.MORE, true);
    }
    json.writeEndObject();
  }

  private void write(Figure figure) throws IOException {
    if (figure.runs() == 1) {
      json.writeNumber(figure.min());
      return;
    }
    json.writeStartObject();
    json.writeNumberField(Keys.N, figure.runs());
    json.writeNumberField(Keys.MIN, figure.min());
    json.writeNumberField(Keys.MEDIAN, figure.median());
    json.writeNumberField(Keys.MAX, figure.max());
    if (figure.min() != figure.max()) {
      json.writeArrayFieldStart(Keys.BUCKETS);
      int[] buckets = figure.buckets();
      long[] counts = figure.counts();
      for (int at = 0; at < buckets.length; at++) {
        json.writeStartArray();
        json.writeNumber(buckets[at]);
        json.writeNumber(counts[at]);
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
