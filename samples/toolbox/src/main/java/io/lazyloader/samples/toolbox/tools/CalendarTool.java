package io.lazyloader.samples.toolbox.tools;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.scribe.ScribeIndex;
import biweekly.io.text.ICalReader;
import biweekly.property.Summary;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;

/** Lists the days on which the events of an iCalendar file take place. Library: biweekly. */
public final class CalendarTool implements Tool {
  private final ScribeIndex scribes = new ScribeIndex();
  private final ZoneId zone = ZoneId.systemDefault();

  @Override
  public String usage() {
    return "FROM UNTIL [ICALENDAR] (dates as 2026-01-31)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    LocalDate from = LocalDate.parse(Input.required(args, 0, "the first date"));
    LocalDate until = LocalDate.parse(Input.required(args, 1, "the last date"));
    ICalendar calendar = read(Input.text(args, 2, stdin));

    Set<String> lines = new TreeSet<>();
    for (VEvent event : calendar.getEvents()) {
      Summary summary = event.getSummary();
      String name = summary == null ? "(no summary)" : summary.getValue();
      for (LocalDate day : days(event, from, until)) {
        lines.add(day + "  " + name);
      }
    }
    return lines.isEmpty() ? "no event in that time" : String.join("\n", lines);
  }

  private ICalendar read(String text) throws IOException {
    try (ICalReader reader = new ICalReader(text)) {
      reader.setScribeIndex(scribes);
      ICalendar calendar = reader.readNext();
      if (calendar == null) {
        throw new IOException("no calendar in the text");
      }
      return calendar;
    }
  }

  private Set<LocalDate> days(VEvent event, LocalDate from, LocalDate until) {
    Set<LocalDate> days = new TreeSet<>();
    DateIterator dates = event.getDateIterator(TimeZone.getTimeZone(zone));
    dates.advanceTo(Date.from(from.atStartOfDay(zone).toInstant()));
    while (dates.hasNext()) {
      LocalDate day = dates.next().toInstant().atZone(zone).toLocalDate();
      if (day.isAfter(until)) {
        break;
      }
      days.add(day);
    }
    return days;
  }
}
