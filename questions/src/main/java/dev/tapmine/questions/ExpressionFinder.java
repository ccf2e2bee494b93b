package dev.tapmine.questions;

import com.google.re2j.Matcher;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Finds what regular expressions match: from left to right, the first match of those that begin
/// there, and the next behind its end. Matches of no byte are passed over.
final class ExpressionFinder implements Finder {
  private final List<Expression> expressions;

  ExpressionFinder(List<Expression> expressions) {
    this.expressions = List.copyOf(expressions);
  }

  @Override
  public void search(byte[] bytes, IntToLongFunction address, Found found) {
    for (int i = 0; i < expressions.size(); i++) {
      Matcher matcher = expressions.get(i).in(bytes);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          found.at(i, matcher.start(), matcher.end());
        }
      }
    }
  }

  @Override
  public Scan scan() {
    return new Scan() {
      private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

      @Override
      public void take(byte[] bytes, int length) {
        stream.write(bytes, 0, length);
      }

      @Override
      public boolean end() {
        byte[] bytes = stream.toByteArray();
        stream.reset();
        return expressions.stream().anyMatch(expression -> expression.in(bytes).find());
      }
    };
  }
}
