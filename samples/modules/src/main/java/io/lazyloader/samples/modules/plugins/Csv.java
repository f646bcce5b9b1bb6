package io.lazyloader.samples.modules.plugins;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Comma-separated values to a Markdown table. Its entry point has two overloads. */
public final class Csv {
  private Csv() {}

  /**
   * Converts a text.
   *
   * @param text rows of values between commas
   * @return a table
   */
  public static String call(String text) {
    return call(text, ",");
  }

  /**
   * Converts a text.
   *
   * @param text rows of values
   * @param delimiter what stands between them
   * @return a table
   */
  public static String call(String text, String delimiter) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    try {
      List<CSVRecord> rows = format.parse(new StringReader(text)).getRecords();
      StringBuilder table = new StringBuilder();
      for (CSVRecord row : rows) {
        table.append("| ").append(String.join(" | ", row.toList())).append(" |\n");
        if (row.getRecordNumber() == 1) {
          table.append("|").append("---|".repeat(row.size())).append('\n');
        }
      }
      return table.toString().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
