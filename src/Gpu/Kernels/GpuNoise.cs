using System.ComponentModel;
using ILGPU;
using SparseGen.Simd;

namespace SparseGen.Kernels.Gpu;

/// <summary>The random bits of one layer in one pass: where their key lies. They begin with the first sample of the batch, so that each number has its place in them.</summary>
/// <remarks>Kernels take it by value, so that its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GpuNoise
{
    private readonly ArrayView<int> _key;

    internal GpuNoise(ArrayView<int> key) => _key = key;

    /// <summary>None.</summary>
    /// <param name="any">Any view, since drivers refuse those that are empty.</param>
    internal static GpuNoise None(ArrayView<float> any) => new(any.Cast<int>());

    /// <summary>The bits.</summary>
    public static NoiseStream Read(GpuNoise noise) => new(unchecked((uint)noise._key[0]), unchecked((uint)noise._key[1]), 0);
}
