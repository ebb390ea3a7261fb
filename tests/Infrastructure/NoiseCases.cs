using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models with dropout and stochastic depth.</summary>
internal static class NoiseCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<OnlyDropout>(() => Vector(37).Dropout(0.375), fixtures: []),
        Case<RepeatedDropout>(
            () => Sequence(3, 5).Dropout(0.25).Dropout(0.5, "deep.0").Dropout(0.5, "deep.1").Dropout(0.5, "deep.2"), fixtures: []),
        Case<NoisyMixer>(
            () => Sequence(7, 5).Dropout(0.25).Mixer(3, 11, repeat: 2, epsilon: 0.01f, dropout: 0.375, depth: 0.25).Mixer(4, 6, epsilon: 0.01f, depth: 0.5).LayerNorm().TokenMean()
                .Linear(3).Dropout(0.5, "dropout2"),
            fixtures: []),
        Case<NoisyPermutations>(
            () => Sequence(17, 37).SMixer(permutationSeed: 3, depth: 0.5).Mixer(19, 53, permutationSeed: 5, dropout: 0.1, depth: 0.25)
                .Mixer(9, 40, tokenMap: ReferenceMap.Monarch(3), channelMap: ReferenceMap.Monarch(3), dropout: 0.25).LayerNorm().TokenMean().Linear(7),
            fixtures: []),
        Case<NoisySparse>(
            () => Sequence(7, 19).SMixer(tokenMap: ReferenceMap.Sparse(0.4, 3), channelMap: ReferenceMap.Sparse(0.4, 3), epsilon: 0.01f, depth: 0.375)
                .Mixer(5, 23, epsilon: 0.01f, tokenMap: ReferenceMap.Sparse(0.5), channelMap: ReferenceMap.Sparse(0.5), dropout: 0.25, depth: 0.25)
                .TokenMean().Linear(3),
            fixtures: []),
        Case<NoisySingleToken>(
            () => Sequence(1, 5).Mixer(3, 4, epsilon: 0.01f, tokenMap: ReferenceMap.Sparse(0.7), dropout: 0.25, depth: 0.5).TokenMean().Linear(3),
            fixtures: []),
        Case<NoisyMlp>(
            () => Vector(13).BottleneckMlp(2, repeat: 2, dropout: 0.25, depth: 0.375).SparseBlock(0.4, repeat: 2, depth: 0.5)
                .SparseBlock(0.3, expansion: 2, depth: 0.125)
                .Use("noisy_gate", Gate, repeat: 2, residual: true, depth: 0.25).Linear(29, name: "fc1").Dropout(0.125).Linear(5),
            fixtures: []),
    ];

    public static void Gate(ReferenceModelBuilder gate) =>
        gate.LayerNorm().Linear(13, name: "fc").Dropout(0.25).Activation(ActivationKind.SquaredRelu);
}
