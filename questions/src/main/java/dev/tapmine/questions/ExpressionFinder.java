package dev.tapmine.questions;

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
      int which = i;
      expressions
          .get(i)
          .in(
              bytes,
              (begin, end) -> {
                if (end > begin) {
                  found.at(which, begin, end);
                }
                return true;
              });
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
        return expressions.stream().anyMatch(expression -> anyIn(bytes, expression));
      }
    };
  }

  private static boolean anyIn(byte[] bytes, Expression expression) {
    boolean[] any = {false};
    expression.in(
        bytes,
        (begin, end) -> {
          any[0] = end > begin;
          return !any[0];
        });
    return any[0];
  }
}
