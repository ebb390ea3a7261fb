namespace SparseGen.Tests.Generation;

/// <summary>
/// Every value is where it is looked for, whatever comes last and however often the layers before it are repeated: the result of a loop lies in one of two places, by the
/// parity of its count, and what is a view of it, or is left out of inference, has no place of its own.
/// </summary>
public sealed class PlanMachineTests
{
    // A change has one repetition, an even count and an odd one.
    private static readonly int MostRepeats = TestScope.IsChange ? 3 : 5;

    /// <summary>What ends a model whose layers leave [2, 3].</summary>
    private static readonly string[] LastLayers =
    [
        "", "Flatten", "Flatten, Dropout(0.5)", "Dropout(0.5), Flatten", "Use<EndOfView>", "Flatten, Activation(ActivationKind.Gelu)", "TokenMean", "FeatureSum",
        "TokenMean, Dropout(0.5)", "Linear(3)", "Linear(2), Flatten", "TokenLinear(4)", "LayerNorm", "LayerNorm, Flatten", "Activation(ActivationKind.Relu)", "Dropout(0.5)",
        "DiagonalLinear", "Kronecker(2, 3)", "BlockDiagonal(3, Blocks = 3)", "Monarch(3, Blocks = 3)", "SparseLinear(3, 0.5)", "SparseLinear(3, 0.5), Flatten",
        "PermutedKronecker(2, Before = Permutation.Random)", "PermutedKronecker(2, After = Permutation.Commutation), Flatten", "MixerBlock(2, 3)", "SMixerBlock",
        "SMixerBlock, Flatten",
        "StandardMlpBlock(3)", "BottleneckMlpBlock(2)", "SparseMlpBlock(0.5)", "Use<Twice>(Residual = true), Flatten",
    ];

    /// <summary>What is repeated: one op, loops in a loop, residuals around loops, ops that end in noise, packed values.</summary>
    private static readonly string[] Repeated =
    [
        "Linear(3, Repeat = {0})", "Use<Inner{0}>(Repeat = {0})", "Use<Inner{0}>(Residual = true, Repeat = {0})", "Use<Inner{0}>(Residual = true, Repeat = 2)",
        "Use<Noisy>(Residual = true, StochasticDepth = 0.5, Repeat = {0})", "SparseMlpBlock(0.5, Repeat = {0})",
    ];

    [Fact]
    public void WhateverComesLastIsWhereItIsLookedFor()
    {
        string[] models = [.. from layers in Repeated from repeat in Enumerable.Range(1, MostRepeats) from last in layers == Repeated[0] ? LastLayers : LastLayers[..10]
            select $"{layers.Replace("{0}", $"{repeat}", StringComparison.Ordinal)}{(last.Length == 0 ? "" : ", ")}{last}"];
        var blocks = string.Join("\n", Enumerable.Range(1, MostRepeats).Select(count => $"[Block, Linear(3, Repeat = {count})]\npartial class Inner{count};"));
        PlannedPlaces.AssertRight($"""
            using SparseGen;
            [Block, Activation(ActivationKind.Gelu), Flatten]
            partial class EndOfView;
            [Block, Linear(3), Use<Inner3>]
            partial class Twice;
            [Block, Linear(3), Activation(ActivationKind.Gelu), Dropout(0.5)]
            partial class Noisy;
            {blocks}
            {string.Join("\n", models.Select((layers, index) => $"[Model(HessianProducts = true), TokenInput(2, 3), {layers}]\npartial class Model{index};"))}
            """);
    }
}
