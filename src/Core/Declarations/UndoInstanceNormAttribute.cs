namespace SparseGen;

/// <summary>
/// The way back of <see cref="ReversibleInstanceNormAttribute"/>, the last one before it in the same model or block:
/// y = (x - bias) / (weight + epsilon^2) * deviation + mean of each channel of [time, channels],
/// where the time may be another one than on the way in (a forecast), and the channels are the same.
/// </summary>
public sealed class UndoInstanceNormAttribute : LayerAttribute;
