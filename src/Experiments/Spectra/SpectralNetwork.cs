using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>A network whose weights are watched while it learns.</summary>
/// <param name="Entry">The model; its name is the network's.</param>
/// <param name="Weights">What is watched.</param>
internal sealed record SpectralNetwork(ModelEntry Entry, IReadOnlyList<WatchedWeights> Weights)
{
    private const int Blocks = 3;

    /// <summary>The networks.</summary>
    public static IReadOnlyList<SpectralNetwork> All { get; } =
    [
        new(ModelEntry.Of<SpectralMlp>("mlp", "perceptron of the spectra experiment"), [new("hidden", ["hidden.weight"], 256, 256)]),
        new(ModelEntry.Of<SpectralMixer>("mixer", "Mixer of the spectra experiment"),
        [
            new("token mixing", OfBlocks("mlp_tokens"), 98, 49),
            new("channel mixing", OfBlocks("mlp_channels"), 128, 64),
        ]),
    ];

    private static string[] OfBlocks(string mixing) => [.. Enumerable.Range(0, Blocks).Select(block => $"blocks.{block}.{mixing}.fc1.weight")];
}

/// <summary>Weights that are watched together: the same weight of each block.</summary>
/// <param name="Name">For people.</param>
/// <param name="Tensors">Their names.</param>
/// <param name="Rows">Outputs of each.</param>
/// <param name="Columns">Inputs of each.</param>
internal sealed record WatchedWeights(string Name, IReadOnlyList<string> Tensors, int Rows, int Columns)
{
    /// <summary>Singular values of one.</summary>
    public int Side => Math.Min(Rows, Columns);

    /// <summary>Singular values of all.</summary>
    public int Count => Tensors.Count * Side;
}
