namespace SparseGen;

/// <summary>The pixels of an image as tokens: [channels, height, width] becomes [height width, channels], rows of the image one after another.</summary>
public sealed class ImageTokensAttribute : LayerAttribute;
