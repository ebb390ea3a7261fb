using System.Globalization;

namespace SparseGen;

/// <summary>The first number of a tensor that is not finite, or is larger than can be used.</summary>
/// <param name="Name">The tensor or activation, such as <c>blocks.2.mlp_tokens.fc1.weight</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Sample">The sample of the batch, from 0; -1 for tensors that belong to no sample, and where rows of several samples lie side by side.</param>
/// <param name="Index">Its place in the tensor, in the order of PyTorch, or in the sample's part of the activation, from 0.</param>
/// <param name="Count">How many of the tensor's numbers are so.</param>
/// <param name="Total">Numbers of the tensor.</param>
public sealed record NonFiniteNumber(string Name, float Value, int Sample, int Index, int Count, int Total)
{
    /// <summary>As in: fc1.weight[17] is NaN (3 of 400).</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}[{Index}]{(Sample >= 0 ? $" of sample {Sample}" : "")} is {Value} ({Count} of {Total})");
}
