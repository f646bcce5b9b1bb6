package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.StringJoiner;
import java.util.logging.Level;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the lines of a text that answer a query, the best first. Library: Lucene. */
public final class SearchTool implements Tool {
  private static final Logger LOG = LoggerFactory.getLogger(SearchTool.class);
  private static final String LINE = "line";
  private static final int MOST_HITS = 10;

  /** Lucene 9 warns on each newer JDK that it knows a faster way on older ones; held strongly. */
  private static final java.util.logging.Logger VECTORS =
      java.util.logging.Logger.getLogger(
          "org.apache.lucene.internal.vectorization.VectorizationProvider");

  private final QueryParser queries;
  private final IndexWriter index;

  /** Opens an empty index in memory, with the analyser that queries are read with too. */
  public SearchTool() {
    VECTORS.setLevel(Level.SEVERE);
    Analyzer analyzer = new EnglishAnalyzer();
    queries = new QueryParser(LINE, analyzer);
    try {
      index =
          new IndexWriter(
              new ByteBuffersDirectory(),
              new IndexWriterConfig(analyzer).setSimilarity(new BM25Similarity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "QUERY [TEXT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String query = Input.required(args, 0, "the query");
    for (String line : Input.text(args, 1, stdin).lines().toList()) {
      Document document = new Document();
      document.add(new TextField(LINE, line, Field.Store.YES));
      index.addDocument(document);
    }
    try (DirectoryReader reader = DirectoryReader.open(index)) {
      LOG.debug("{} lines in the index", reader.numDocs());
      IndexSearcher searcher = new IndexSearcher(reader);
      StringJoiner hits = new StringJoiner("\n").setEmptyValue("no line answers the query");
      for (ScoreDoc hit : searcher.search(queries.parse(query), MOST_HITS).scoreDocs) {
        String line = searcher.storedFields().document(hit.doc).get(LINE);
        hits.add("line %d: %s".formatted(hit.doc + 1, line));
      }
      return hits.toString();
    }
  }
}
