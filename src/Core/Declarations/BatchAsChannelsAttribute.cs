namespace SparseGen;

/// <summary>
/// The way back of <see cref="ChannelsAsBatchAttribute"/>: what has been computed of each channel, flattened to [time], becomes a column of [time, channels].
/// </summary>
public sealed class BatchAsChannelsAttribute : LayerAttribute;
