package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerInterpreter;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.tool.Grammar;

/** Parses a text, and draws its tree; without a grammar, as arithmetic. Library: ANTLR. */
public final class GrammarTool implements Tool {
  private static final int FIRST_RULE = 0;

  private final Grammar arithmetic;

  /** Compiles the grammar that is used when none is given. */
  public GrammarTool() {
    try {
      arithmetic = new Grammar(Input.resource("Arithmetic.g4"));
    } catch (org.antlr.runtime.RecognitionException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "[TEXT [GRAMMAR]] (the grammar's first rule is where it starts)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String text = Input.text(args, 0, stdin);
    Grammar grammar = args.size() > 1 ? new Grammar(Input.text(args, 1, stdin)) : arithmetic;
    LexerInterpreter lexer = grammar.createLexerInterpreter(CharStreams.fromString(text));
    ParserInterpreter parser = grammar.createParserInterpreter(new CommonTokenStream(lexer));
    for (Recognizer<?, ?> recognizer : List.of(lexer, parser)) {
      recognizer.removeErrorListeners();
      recognizer.addErrorListener(new Refusal());
    }
    return parser.parse(FIRST_RULE).toStringTree(parser);
  }

  /** Ends the parse at the first mistake. */
  private static final class Refusal extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      throw new ParseCancellationException(
          "line %d, column %d: %s".formatted(line, column + 1, message));
    }
  }
}
