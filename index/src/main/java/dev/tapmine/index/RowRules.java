package dev.tapmine.index;

import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.TapRow;
import java.sql.SQLException;
import java.util.Arrays;

/// What is promised of rows by [dev.tapmine.taps.TapSource], so that questions need not ask whether
/// an id is one, a tree has an end, or a sort order holds. Rules that hold are silent; a broken one
/// is an [SQLException], like all else that is wrong with a file.
final class RowRules {
  private static final int DEEPEST = 16;
  private static final int LONGEST_INSTRUCTION = 16;

  private final long contexts;
  private int lastTap = -1;
  private byte[] depths = new byte[64];
  private int nextContext;

  /// @param contexts number of contexts in the index
  RowRules(long contexts) {
    this.contexts = contexts;
  }

  TapRow tap(TapRow tap) throws SQLException {
    require(tap.id() > lastTap, "Tap", tap.id());
    require(tap.context() >= 0 && tap.context() < contexts, "The context of tap", tap.id());
    require(tap.space() >= 0, "The space of tap", tap.id());
    require(tap.bytes() >= 0 && tap.kept() >= 0, "The length of tap", tap.id());
    lastTap = tap.id();
    return tap;
  }

  /// Contexts are dense, and each lies below its parent.
  ContextRow context(ContextRow context) throws SQLException {
    int id = context.id();
    require(id == nextContext, "Context", id);
    if (id > 0) {
      int parent = context.parent();
      require(parent >= 0 && parent < id, "The parent of context", id);
      require(
          context.depth() == depths[parent] + 1 && context.depth() <= DEEPEST,
          "The depth of context",
          id);
    } else {
      require(context.depth() == 0, "The depth of context", id);
    }
    if (id == depths.length) {
      depths = Arrays.copyOf(depths, id * 2);
    }
    depths[id] = (byte) context.depth();
    nextContext++;
    return context;
  }

  /// Output contexts are dense.
  OutputContextRow outputContext(OutputContextRow context) throws SQLException {
    int id = context.id();
    require(id == nextContext++, "Output context", id);
    require(context.callers() >= 0 && context.callers() < contexts, "The callers of", id);
    require(context.space() >= 0, "The space of output context", id);
    require(
        context.kept() >= 0 && context.outputs() >= context.kept() && context.bytes() >= 0,
        "The size of output context",
        id);
    return context;
  }

  static CodeRow code(CodeRow code) throws SQLException {
    int length = code.instruction().length;
    require(length <= LONGEST_INSTRUCTION, "The length of an instruction", length);
    return code;
  }

  static void require(boolean held, String what, long which) throws SQLException {
    if (!held) {
      throw new SQLException("%s %d is none".formatted(what, which));
    }
  }
}
