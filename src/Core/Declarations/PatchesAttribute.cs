namespace SparseGen;

/// <summary>
/// Patches of a series (Nie et al. 2023, arXiv 2211.14730): [time] becomes [patches, length] with patches = (time - length) / stride + 1, which overlap where the stride is
/// shorter than they are. Of [time, channels] a patch holds all channels, [patches, length channels].
/// </summary>
/// <param name="length">Steps of a patch.</param>
/// <param name="stride">Steps from the start of one patch to that of the next; it divides the time less the length.</param>
public sealed class PatchesAttribute(int length, int stride) : LayerAttribute
{
    /// <summary>Steps of a patch.</summary>
    public int Length { get; } = length;

    /// <summary>Steps from the start of one patch to that of the next.</summary>
    public int Stride { get; } = stride;
}
