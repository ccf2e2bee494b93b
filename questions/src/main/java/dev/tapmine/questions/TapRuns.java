package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.List;

/// A tap and what is kept of its stream.
///
/// @param runs in the order of the stream
record TapRuns(FoldedTap tap, List<RunRow> runs) {}
