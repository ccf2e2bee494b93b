package dev.tapmine.taps;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Rows of one mined recording, from wherever they are kept: the pass that has just ended, or a tap
/// index on disk. Rows come in ascending order of their keys. An implementation need not be
/// thread-safe, but for one thing: to write an index of a pass, one thread asks it for [#taps],
/// [#contexts], [#bigrams], [#seams] and [#adjacent] while another asks for the rest.
public interface TapSource {
  /// How the rows were mined.
  Mined mined() throws IOException;

  /// All taps at the depth mined.
  void taps(Consumer<? super TapRow> sink) throws IOException;

  /// The calling-context tree, parents before children, the root included.
  void contexts(Consumer<? super ContextRow> sink) throws IOException;

  /// The byte pairs of each tap's complete stream, pairs across accesses included.
  void bigrams(HistogramSink sink) throws IOException;

  /// What is to be added to the sum of the taps' histograms to have that of the fold's own stream.
  /// A fold merges the taps that agree in direction, pc, space and the innermost `depth` callers;
  /// its key is the lowest tap id in it. Folds that need no correction are not listed.
  ///
  /// @param depth 0, 1 or 2, less than the depth mined
  void seams(int depth, HistogramSink sink) throws IOException;

  /// The content kept of the taps that `wanted` accepts: by tap, in time order.
  void runs(IntPredicate wanted, Consumer<? super RunRow> sink) throws IOException;

  /// The bytes alone of what [#runs] delivers, for questions that look at much content and need
  /// time and address of little of it. Sources that hold the bytes of several runs together
  /// override this.
  default void streams(IntPredicate wanted, StreamSink sink) throws IOException {
    runs(wanted, run -> sink.accept(run.tap(), run.bytes(), run.bytes().length));
  }

  /// What kind of values each tap carries, at the depth mined. A source that does not know delivers
  /// none.
  default void profiles(Consumer<? super ProfileRow> sink) throws IOException {}

  /// Pairs of taps whose runs lie side by side.
  void adjacent(Consumer<? super AdjacentRow> sink) throws IOException;

  /// Contexts whose activations have left outputs; none where the recording was mined without.
  void outputContexts(Consumer<? super OutputContextRow> sink) throws IOException;

  /// The outputs kept of the contexts that `wanted` accepts: by context, each context's in the
  /// order in which they were left.
  void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) throws IOException;

  /// Blocks of memory that were touched.
  void touched(Consumer<? super TouchedRow> sink) throws IOException;

  /// Address spaces.
  void spaces(Consumer<? super SpaceRow> sink) throws IOException;

  /// Instructions.
  void code(Consumer<? super CodeRow> sink) throws IOException;
}
