namespace SparseGen;

/// <summary>The mean of each channel over the whole image: [channels, height, width] becomes [channels].</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
