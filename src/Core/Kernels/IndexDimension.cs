using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>A digit of an <see cref="IndexMap"/>.</summary>
/// <param name="extent">How far it counts.</param>
/// <param name="input">Floats from element to element of the input.</param>
/// <param name="output">The same for the output.</param>
/// <param name="bias">The same for the bias.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IndexDimension(int extent, int input, int output, int bias)
{
    /// <summary>How far it counts.</summary>
    public int Extent { get; } = extent;

    /// <summary>Floats from element to element of the input.</summary>
    public int Input { get; } = input;

    /// <summary>The same for the output.</summary>
    public int Output { get; } = output;

    /// <summary>The same for the bias.</summary>
    public int Bias { get; } = bias;
}
