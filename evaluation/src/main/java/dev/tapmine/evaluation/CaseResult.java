package dev.tapmine.evaluation;

/// One row of the exactness table.
///
/// @param name of the case
/// @param expected what the witness says, in words
/// @param measured what was mined, in the same words, or where it differs first
/// @param ok whether the two are the same
public record CaseResult(String name, String expected, String measured, boolean ok) {}
