namespace SparseGen;

/// <summary>
/// Makes each channel of a series [time, channels] a sample of its own, [time], for the layers that follow: they share their weights among the channels, which do not see one
/// another. <see cref="BatchAsChannelsAttribute"/>, further down in the same model or block, puts the channels back together.
/// </summary>
/// <remarks>
/// What follows are layers that work on rows and tokens: <see cref="PatchesAttribute"/>, <see cref="LinearAttribute"/>, <see cref="TokenLinearAttribute"/>, norms, activations,
/// <see cref="ReshapeAttribute"/>, <see cref="TransposeAttribute"/>, gates, <see cref="GatedMixerBlockAttribute"/> and blocks of these.
/// </remarks>
public sealed class ChannelsAsBatchAttribute : LayerAttribute;
