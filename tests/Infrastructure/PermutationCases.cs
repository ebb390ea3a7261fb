using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models with permutations.</summary>
internal static class PermutationCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<ListedVector>(
            () => Enumerable.Range(0, 2).Aggregate(
                    Vector(35)
                        .PermutedKronecker(5, Permutations.BlockLocal(35, 6, 9), Permutations.Invert(Permutations.BitReversed(35)))
                        .PermutedKronecker(7, Permutations.BitReversed(35), Permutations.Random(35, 8), name: "permuted2"),
                    (model, copy) => model.PermutedKronecker(
                        5,
                        Permutations.Random(35, 4, $"permuted3.{copy}.before"),
                        Permutations.Invert(Permutations.Random(35, 4, $"permuted3.{copy}.after")),
                        name: $"permuted3.{copy}"))
                .Linear(3),
            fixtures: []),
        Case<ListedMixer>(
            () => Sequence(7, 5).Mixer(3, 11, repeat: 2, permutationSeed: 4).SMixer(mappedTokens: 6, permutationSeed: 4)
                .Use("listed_part", part => part.PermutedKronecker(6, Permutations.BlockLocal(30, 4, 2), null)).TokenMean().Linear(2),
            fixtures: []),
        Case<PermutedVector>(
            () => Vector(35)
                .PermutedKronecker(5, Permutations.Random(35, 7), Permutations.Commutation(7, 5))
                .PermutedKronecker(7, Permutations.Commutation(5, 7), Permutations.Random(35, 8), ActivationKind.Relu, name: "permuted2")
                .PermutedKronecker(
                    1, null, Permutations.Invert(Permutations.Random(35, 3)), ActivationKind.None, name: "permuted3")
                .PermutedKronecker(35, null, null, ActivationKind.GeluTanh, bias: false, "permuted4")
                .Linear(3),
            fixtures: [1, 5]),
        Case<PermutedTokens>(
            () => Enumerable.Range(0, 3).Aggregate(
                Sequence(7, 5)
                    .PermutedKronecker(7, Permutations.Commutation(7, 5), Permutations.Commutation(5, 7), name: "mix_tokens")
                    .PermutedKronecker(5, null, null, name: "mix_channels"),
                (model, copy) => model.PermutedKronecker(
                    5,
                    Permutations.Random(35, unchecked((ulong)-2), $"{copy}"),
                    Permutations.Random(35, unchecked((ulong)-1), $"{copy}"),
                    ActivationKind.SquaredRelu,
                    bias: false,
                    $"permuted.{copy}"))
                .LayerNorm().TokenMean().Linear(2),
            fixtures: [1, 5]),
        Case<CancelledPair>(
            () => Sequence(6, 35)
                .PermutedKronecker(6, Permutations.Commutation(6, 35), Permutations.Random(210, 5))
                .PermutedKronecker(
                    6, Permutations.Invert(Permutations.Random(210, 5)), Permutations.Commutation(35, 6), ActivationKind.None, name: "permuted2"),
            fixtures: [5]),
        Case<BarePair>(
            () => Sequence(6, 35)
                .PermutedKronecker(6, Permutations.Commutation(6, 35), null)
                .PermutedKronecker(6, null, Permutations.Commutation(35, 6), ActivationKind.None, name: "permuted2"),
            fixtures: []),
        Case<RandomMixer>(
            () => Sequence(35, 37).Mixer(19, 53, repeat: 2, permutationSeed: 11)
                .Mixer(5, 7, activation: ActivationKind.Relu, bias: false, permutationSeed: 11).Mixer(3, 40, repeat: 2, permutationSeed: 0)
                .LayerNorm().TokenMean().Linear(10),
            fixtures: [5]),
        Case<PrimeRandomMixer>(
            () => Sequence(7, 5).Mixer(3, 11, repeat: 2, permutationSeed: 1).LayerNorm().TokenMean().Linear(2), fixtures: [1, 5]),
        Case<UnitRandomMixer>(() => Sequence(1, 1).Mixer(1, 1).LayerNorm(epsilon: 0.25).TokenMean().Linear(1), fixtures: []),
        Case<PermutedEnds>(
            () => Enumerable.Range(0, 2).Aggregate(
                Sequence(4, 3),
                (model, copy) => model.PermutedKronecker(
                    2, Permutations.Commutation(3, 4), Permutations.Random(12, 1, $"{copy}"), ActivationKind.None, name: $"permuted.{copy}")),
            fixtures: [1, 5]),
        Case<LinearMixer>(
            () => Sequence(4, 6)
                .PermutedKronecker(4, Permutations.Commutation(4, 6), Permutations.Commutation(6, 4), ActivationKind.None, bias: false)
                .PermutedKronecker(6, null, null, ActivationKind.None, bias: false, "permuted2"),
            fixtures: []),
        Case<LinearPermuted>(
            () => Sequence(4, 6).PermutedKronecker(
                3, Permutations.Random(24, 21), Permutations.Random(24, 22), ActivationKind.None, bias: false),
            fixtures: []),
        Case<RandomSMixer>(
            () => Sequence(7, 5).SMixer(mappedTokens: 6, permutationSeed: 2).SMixer(repeat: 2, permutationSeed: 2).LayerNorm().TokenMean().Linear(2),
            fixtures: [1, 5]),
    ];
}
