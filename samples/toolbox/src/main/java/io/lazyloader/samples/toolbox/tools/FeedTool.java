package io.lazyloader.samples.toolbox.tools;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Lists the entries of an RSS or Atom feed, the newest first. Library: ROME. */
public final class FeedTool implements Tool {
  private final SyndFeedInput feeds = new SyndFeedInput(false, Locale.ROOT);

  /** Sets up the reading of feeds, without the document types that could name other files. */
  public FeedTool() {
    feeds.setAllowDoctypes(false);
  }

  @Override
  public String usage() {
    return "[FEED]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    SyndFeed feed = feeds.build(new StringReader(Input.text(args, 0, stdin)));
    StringJoiner lines = new StringJoiner("\n");
    lines.add("%s (%s)".formatted(feed.getTitle(), feed.getFeedType()));
    feed.getEntries().stream()
        .sorted(Comparator.comparing(SyndEntry::getPublishedDate).reversed())
        .forEach(entry -> lines.add(print(entry)));
    return lines.toString();
  }

  private static String print(SyndEntry entry) {
    return "%tF  %s  %s"
        .formatted(
            entry.getPublishedDate().toInstant().atZone(java.time.ZoneOffset.UTC),
            entry.getTitle(),
            entry.getLink());
  }
}
