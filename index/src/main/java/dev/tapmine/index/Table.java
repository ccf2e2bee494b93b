package dev.tapmine.index;

import dev.tapmine.taps.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of a tap index: the one place that says what they are made of. The writer, the reader
/// and the test of docs/index-format.md go by it.
enum Table {
  TAPS(
      122_880,
      new Column("id", "INTEGER", "the tap, in order of first access"),
      new Column("direction", "VARCHAR", "`READ` or `WRITE`"),
      new Column("pc", "BIGINT", "address of the accessing instruction, as executed"),
      new Column("context", "INTEGER", "calling context: `contexts.id`"),
      new Column("space", "INTEGER", "0 for kernel code, else the address space: `spaces.id`"),
      new Column("user", "BOOLEAN", "whether the instruction ran in user mode"),
      new Column("accesses", "BIGINT", "number of loads or stores"),
      new Column("bytes", "BIGINT", "length of the complete stream"),
      new Column("first", "BIGINT", "time of the first access, in instructions"),
      new Column("last", "BIGINT", "time of the last access, in instructions"),
      new Column("lowest", "BIGINT", "lowest address accessed"),
      new Column("highest", "BIGINT", "highest address of a last byte"),
      new Column("accesses_1", "BIGINT", "accesses of 1 byte"),
      new Column("accesses_2", "BIGINT", "accesses of 2 bytes"),
      new Column("accesses_4", "BIGINT", "accesses of 4 bytes"),
      new Column("accesses_8", "BIGINT", "accesses of 8 bytes"),
      new Column("accesses_16", "BIGINT", "accesses of 16 bytes"),
      new Column("continuing", "BIGINT", "accesses that start where the tap's access before ended"),
      new Column("kept", "BIGINT", "bytes of the stream kept in `runs`; less than `bytes`: cut")),
  CONTEXTS(
      122_880,
      new Column("id", "INTEGER", "the context; 0 is the root, which knows no caller"),
      new Column(
          "parent", "INTEGER", "the context with one caller less; means nothing for the root"),
      new Column(
          "return_address", "BIGINT", "the outermost return address, which the parent lacks"),
      new Column("depth", "INTEGER", "number of callers")),
  BIGRAMS(
      16_384,
      new Column("tap", "INTEGER", "`taps.id`"),
      new Column("length", "INTEGER", "number of bins: the length of both lists"),
      new Column("bins", "INTEGER[]", "ascending; previous byte * 256 + byte"),
      new Column("counts", "BIGINT[]", "how often each pair occurs in the complete stream")),
  SEAMS(
      16_384,
      new Column("fold_depth", "INTEGER", "depth folded to: 0, 1 or 2"),
      new Column("tap", "INTEGER", "the fold's representative: its lowest `taps.id`"),
      new Column("length", "INTEGER", "number of bins: the length of both lists"),
      new Column("bins", "INTEGER[]", "ascending; previous byte * 256 + byte"),
      new Column("counts", "BIGINT[]", "what to add to the sum of the members' counts; any sign")),
  RUNS(
      4_096,
      new Column("tap", "INTEGER", "`taps.id`; a long stream has several rows, in stream order"),
      new Column("length", "INTEGER", "number of runs: the length of the four lists"),
      new Column("times", "BIGINT[]", "time of each run's first access, in instructions"),
      new Column("addresses", "BIGINT[]", "address of each run's first byte"),
      new Column("widths", "TINYINT[]", "bytes of each access of the run: 1, 2, 4, 8 or 16"),
      new Column("lengths", "INTEGER[]", "bytes of each run"),
      new Column("bytes", "BLOB", "the runs' bytes one after the other, in memory order")),
  PROFILES(122_880, profileColumns()),
  ADJACENT(
      122_880,
      new Column("lower", "INTEGER", "the tap whose run ends where the other's begins: `taps.id`"),
      new Column("upper", "INTEGER", "the tap whose run lies above: `taps.id`"),
      new Column("times", "BIGINT", "how often that happened")),
  OUTPUT_CONTEXTS(
      122_880,
      new Column("id", "INTEGER", "the output context, in order of its first output"),
      new Column("direction", "VARCHAR", "`READ` or `WRITE`: what its outputs are made of"),
      new Column("callee", "BIGINT", "entry of the function; 0 where no call is known"),
      new Column(
          "callers", "INTEGER", "its call and its caller's, as a calling context: `contexts.id`"),
      new Column("space", "INTEGER", "0 for kernel code, else the address space: `spaces.id`"),
      new Column("user", "BOOLEAN", "whether the function runs in user mode"),
      new Column("outputs", "BIGINT", "extents left behind, those not kept included"),
      new Column("bytes", "BIGINT", "bytes in them"),
      new Column("kept", "BIGINT", "extents kept in `outputs`"),
      new Column("rewrites", "BIGINT", "extents not kept: cells rewritten again and again")),
  OUTPUTS(
      2_048,
      new Column(
          "context", "INTEGER", "`output_contexts.id`; a large one has several rows, in order"),
      new Column("length", "INTEGER", "number of outputs: the length of the seven lists"),
      new Column("activations", "INTEGER[]", "serial of the activation that left the output"),
      new Column("addresses", "BIGINT[]", "address of each output's first byte"),
      new Column("firsts", "BIGINT[]", "time of each output's first access, in instructions"),
      new Column("lasts", "BIGINT[]", "time of each output's last access"),
      new Column("first_taps", "INTEGER[]", "tap of each output's first access: `taps.id`"),
      new Column("last_taps", "INTEGER[]", "tap of each output's last access: `taps.id`"),
      new Column("lengths", "INTEGER[]", "bytes of each output"),
      new Column("bytes", "BLOB", "the outputs' bytes one after the other, in memory order")),
  TOUCHED(
      122_880,
      new Column("space", "INTEGER", "`spaces.id`"),
      new Column("block", "BIGINT", "address / 65536, unsigned"),
      new Column("kinds", "INTEGER", "sum of 1 read, 2 written, 4 fetched")),
  SPACES(
      122_880,
      new Column("id", "INTEGER", "the address space; 0 is all kernel code"),
      new Column("root", "BIGINT", "page-table root, without the bits that are no address"),
      new Column("incarnation", "BIGINT", "0 for the root's first process, 1 for the next"),
      new Column("first", "BIGINT", "time it was first seen, in instructions"),
      new Column("last", "BIGINT", "time it was last seen, in instructions")),
  CODE(
      122_880,
      new Column("space", "INTEGER", "`spaces.id`"),
      new Column(
          "pc", "BIGINT", "address of an instruction that has a tap, or that calls return to"),
      new Column(
          "place",
          "BIGINT",
          "page of the guest's memory, numbered as seen, times 4096, plus the offset; 0 unknown"),
      new Column(
          "instruction", "BLOB", "its bytes, in memory order; none where only calls return"));

  /// The format written, and the newest that can be read.
  static final int VERSION = 3;

  private final int rowGroup;

  /// Unmodifiable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Column> columns;

  Table(int rowGroup, Column... columns) {
    this.rowGroup = rowGroup;
    this.columns = List.of(columns);
  }

  private static Column[] profileColumns() {
    return Stream.concat(
            Stream.of(new Column("tap", "INTEGER", "`taps.id`")),
            Arrays.stream(Trait.values())
                .map(trait ->
                    new Column(trait.name().toLowerCase(Locale.ROOT), "INTEGER", trait.about())))
        .toArray(Column[]::new);
  }

  /// Name of its folder.
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<Column> columns() {
    return columns;
  }

  /// Rows of a Parquet row group: fewer where rows are long and some taps' are looked up.
  int rowGroup() {
    return rowGroup;
  }

  /// More options of its Parquet files. Hardly a time or an address occurs twice in a row group, so
  /// the search for a dictionary takes a third of the time to write runs and saves nothing.
  String encoding() {
    return this == RUNS || this == OUTPUTS ? ", DICTIONARY_SIZE_LIMIT 1" : "";
  }

  /// Its columns as SQL declares them.
  String declaration() {
    return columns.stream()
        .map(column -> '"' + column.name() + "\" " + column.type())
        .collect(Collectors.joining(", "));
  }
}
