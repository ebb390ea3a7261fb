using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Numbers for the kernels of layer norm, and what plain loops make of them.</summary>
internal sealed record LayerNormData(int Rows, int Channels)
{
    /// <summary>Large enough that rows of one channel, which have no variance, move little.</summary>
    public const float Epsilon = 1e-2f;

    /// <summary>
    /// (rows, channels): one number, less than a vector of any width, just past one and two, several lanes of a GPU, and more rows than a block of either kind of device.
    /// </summary>
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 3, 2 }, { 2, 5 }, { 5, 16 }, { 7, 17 }, { 4, 37 }, { 3, 257 }, { 2, 1030 }, { 1100, 3 },
    };

    private static readonly string[] RowNames = ["x", "dy", "x'", "dy'", "residual"];

    public float[] this[string name] => ValueRecipe.Values(name, RowNames.Contains(name) ? Rows * Channels : Channels);

    public double[] Wide(string name) => ValueRecipe.Widen(this[name]);

    public PlainLayerNorm Plain => new(Rows, Channels, Epsilon);

    /// <summary>What a gradient is that holds the first numbers and to which the second are added.</summary>
    public static double[] Sum(double[] first, double[] second) => [.. first.Zip(second, static (a, b) => a + b)];
}
