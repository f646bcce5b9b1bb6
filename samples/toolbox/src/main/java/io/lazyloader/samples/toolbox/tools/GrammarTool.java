package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.antlr.runtime.RecognitionException;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerInterpreter;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.tool.Grammar;

/** Parses a text, and draws its tree; without a grammar, as arithmetic. Library: ANTLR. */
public final class GrammarTool implements Tool {
  private final Grammar arithmetic;

  /** Compiles the grammar that is used when none is given. */
  public GrammarTool() {
    try {
      arithmetic = new Grammar(Input.resource("Arithmetic.g4"));
    } catch (RecognitionException e) {
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
    return parser.parse(0).toStringTree(parser);
  }
}
