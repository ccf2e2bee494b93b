package dev.tapmine.questions;

/// Something found in a channel: in what activations of a function leave behind, or in the stream
/// of one tap.
///
/// @param channel without a distance, [Double#NaN]; its stream is at hand only for outputs
/// @param count occurrences; for outputs, what an outer activation says again is not counted
/// @param bytes in all that the channel carries, what was not kept included
/// @param first the occurrence that began first
public record ChannelHit(
    Channel channel, Sought sought, long count, long bytes, SearchHit.Place first) {}
