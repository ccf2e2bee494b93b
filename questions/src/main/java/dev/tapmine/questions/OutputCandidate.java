package dev.tapmine.questions;

/// Outputs that may be a channel: those of one function, or of one under one caller or two, in one
/// region of memory, in all, or in one stream that is appended to.
///
/// @param context one of its output contexts
/// @param callers callers that tell it apart: 0 for any, 1 or 2
/// @param layout where they lie
/// @param rows of the table
/// @param distance Jensen-Shannon divergence of its byte pairs to the exemplar's, what was cut away
///   counted as pairs that the exemplar lacks
/// @param text bytes in the alphabet
/// @param cut bytes cut away
record OutputCandidate(
    int context, int callers, Layout layout, int[] rows, double distance, long text, long cut) {}
