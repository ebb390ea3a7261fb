using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models that have Hessian-vector products. Those with fixtures, also of outputs and gradients, hold, together, every layer and every activation.</summary>
internal static class CurvedCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<CurvedMlp>(
            () => Vector(37).Linear(35, name: "first").Activation(ActivationKind.Gelu).Linear(11, name: "second").Activation(ActivationKind.GeluTanh)
                .LayerNorm(1e-3f).Linear(7, name: "third").Activation(ActivationKind.SquaredRelu).Linear(5, bias: false, "fourth")
                .Activation(ActivationKind.Relu).Linear(3),
            fixtures: [5]),
        Case<CurvedSigmoids>(
            () => Vector(19).Linear(37, name: "first").Activation(ActivationKind.Silu).Linear(11, name: "second").Activation(ActivationKind.Tanh)
                .Linear(13, name: "third").Activation(ActivationKind.Sigmoid).Linear(9, name: "fourth").Activation(ActivationKind.LeakyRelu)
                .Linear(7, bias: false, "fifth").Activation(ActivationKind.HardTanh).Linear(3),
            fixtures: [5]),
        Case<CurvedShapes>(
            () => Sequence(6, 10).Linear(7, name: "first").Activation(ActivationKind.Softplus).SoftmaxGate().Transpose().Linear(5, name: "second")
                .Activation(ActivationKind.Softmax).Reshape(5, 7).SoftmaxGate(bias: false, "gates.0").SoftmaxGate(bias: false, "gates.1").TokenLinear(3)
                .Reshape(7, 3).Transpose().LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedPatches>(
            () => Sequence(11, 3)
                .PerChannel(one => one.SeriesPatches(5, 2).Linear(6, name: "patcher").GatedMixer(2, epsilon: 0.01f, dropout: 0.25).LayerNormOverTokens()
                    .TokenLinear(3, name: "fc1").Activation(ActivationKind.Tanh).Transpose().TokenMean().Linear(4, name: "out"))
                .Flatten().Linear(3),
            fixtures: [5]),
        Case<CurvedNorms>(
            () => Image(3, 5, 2).BatchNorm(name: "image").Reshape(6, 5).BatchNorm().Linear(7, name: "widen").Activation(ActivationKind.Tanh)
                .Use("normed", NormedCases.Normed(7), repeat: 2, residual: true).BatchNorm(affine: false, name: "plain").TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedFeatureNorms>(
            () => NormedCases.Features(Sequence(3, 4)),
            fixtures: [5]) with { LeastBatch = 3 },
        Case<CurvedSeries>(
            () => Sequence(19, 7).InstanceNorm().TokenLinear(11, name: "fc1").Activation(ActivationKind.Tanh).TokenLinear(5, name: "fc2").UndoInstanceNorm().Flatten(),
            fixtures: [5]),
        Case<CurvedNested>(
            () => Sequence(9, 5).Linear(3, name: "narrow").InstanceNorm(0.01f, affine: false).LayerNormOverTokens(1e-3f).TokenLinear(4, name: "fc1")
                .Activation(ActivationKind.Gelu).InstanceNorm(0.1f, name: "inner").Linear(3, name: "mix").UndoInstanceNorm().UndoInstanceNorm().Flatten().Linear(3),
            fixtures: [5]),
        Case<CurvedGates>(
            () => Sequence(5, 7).Affine().Linear(22, name: "widen").Gate().LayerScale("ls1").Product("product", ("opened", Opened), ("wide", wide => wide.Linear(14, name: "fc")))
                .Multiply("self", Opened, repeat: 2).Gate(ActivationKind.Softmax, gateFirst: true).Linear(12, name: "again").SpatialGate(bias: false, name: "gate2")
                .SpatialGate(0.01f, name: "odd").TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedGatedBlocks>(
            () => Sequence(5, 7).Mixer(6, 10, repeat: 2, ActivationKind.Silu, dropout: 0.25, depth: 0.25, gated: true).ResMlp(9, repeat: 2, dropout: 0.25, depth: 0.25)
                .ResMlp(4, bias: false).GMlp(14, repeat: 2, epsilon: 0.01f, gateEpsilon: 0.1f, dropout: 0.25, depth: 0.25).GMlp(6, bias: false).Affine().TokenMean().Linear(3),
            fixtures: [5]),
        .. ConvolutionCases.Curved,
        Case<CurvedMixer>(
            () => Image(6, 10, 3).Patches(2, 37).Mixer(19, 41).Mixer(5, 7, repeat: 2, ActivationKind.GeluTanh, bias: false).LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedMonarch>(
            () => Sequence(11, 14).Mixer(6, 25, repeat: 3, tokenMap: ReferenceMap.Monarch(3), channelMap: ReferenceMap.Monarch(3)).BlockDiagonal(20, 3, name: "narrow")
                .Activation(ActivationKind.Gelu).Monarch(13, 4).BlockDiagonal(8, 4, shared: true, name: "shared").LayerNorm(bias: false).TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedTokens>(
            () => Sequence(7, 5).Activation(ActivationKind.Gelu).LayerNorm(name: "early").TokenLinear(6, name: "fc1").SMixer(repeat: 2)
                .SMixer(mappedTokens: 4, activation: ActivationKind.SquaredRelu).Kronecker(3, 6).LayerNorm(1e-3f).TokenMean().Linear(2),
            fixtures: [5]),
        Case<CurvedPermutations>(
            () => Enumerable.Range(0, 3).Aggregate(
                Sequence(7, 5).PermutedKronecker(7, Permutations.Commutation(7, 5), Permutations.Commutation(5, 7), name: "mix_tokens"),
                (model, copy) => model.PermutedKronecker(
                    5, Permutations.Random(35, 4, $"{copy}"), Permutations.Random(35, 5, $"{copy}"), ActivationKind.SquaredRelu, bias: false, $"permuted.{copy}"))
                .Mixer(3, 11, repeat: 2, permutationSeed: 1).LayerNorm().TokenMean().Linear(2),
            fixtures: [5]),
        Case<CurvedSparse>(
            () => Sequence(5, 17).SparseBlock(0.4, repeat: 2)
                .SparseBlock(0.25, expansion: 3, seed: 3, bias: false, epsilon: 1e-3f, activation: ActivationKind.GeluTanh).TokenMean()
                .Sparse(19, 0.3, "sparse").Activation(ActivationKind.Gelu).Sparse(3, 1.0, "last"),
            fixtures: [5]),
        ModelCases.Named(nameof(PackedChain)),
        Case<CurvedMaps>(
            () => Sequence(7, 11).Mixer(5, 13, repeat: 2, tokenMap: ReferenceMap.Sparse(0.4, 3), channelMap: ReferenceMap.Sparse(0.4, 3))
                .SMixer(mappedTokens: 5, tokenMap: ReferenceMap.Sparse(0.45, 2), channelMap: ReferenceMap.Monarch(3), permutationSeed: 2)
                .SMixer(repeat: 2, tokenMap: ReferenceMap.Monarch(2), channelMap: ReferenceMap.Sparse(0.3, 4), permutationSeed: 4)
                .LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedNoise>(
            () => Sequence(5, 7).Mixer(3, 11, repeat: 2, epsilon: 0.01f, dropout: 0.25, depth: 0.375).SMixer(epsilon: 0.01f, depth: 0.25)
                .BottleneckMlp(2, epsilon: 0.01f, dropout: 0.25, depth: 0.375).SparseBlock(0.4, epsilon: 0.01f, depth: 0.25).TokenMean()
                .Linear(13, name: "fc1").Dropout(0.125)
                .Use("noisy_gate", NoiseCases.Gate, repeat: 2, residual: true, depth: 0.25).Linear(3),
            fixtures: [5]),
        Case<CurvedChain>(
            () => Vector(11).Linear(8, name: "first").Dropout(0.25, "drop0").Activation(ActivationKind.Gelu).Dropout(0.25, "drop1").Activation(ActivationKind.GeluTanh)
                .Dropout(0.25, "drop2").Activation(ActivationKind.Gelu).Dropout(0.25, "drop3").Activation(ActivationKind.GeluTanh).Linear(3),
            fixtures: []),
        Case<CurvedMlpBlocks>(
            () => Vector(13).Linear(7, name: "reduce").BottleneckMlp(3, repeat: 2).StandardMlp(7, repeat: 2)
                .StandardMlp(5, activation: ActivationKind.GeluTanh, activationLast: true).Linear(3),
            fixtures: [5]),
        .. TabularCases.Curved,
        .. CategoryCases.Curved,
        .. SeriesCases.CurvedChannels,
        Case<CurvedDiagonal>(
            () => Sequence(3, 19).Diagonal("diagonal.0").Diagonal("diagonal.1").Activation(ActivationKind.GeluTanh).FeatureSum()
                .Linear(6, name: "widen").Flatten().Diagonal("flat").Linear(17, name: "fc").Activation(ActivationKind.Gelu).Linear(2),
            fixtures: [5]),
        Case<CurvedLoops>(
            () => Sequence(7, 5)
                .Use("deep", deep => deep.Use("nested", BlockCases.Nested, repeat: 2).Use("gate", BlockCases.Gate, residual: true), repeat: 2, residual: true)
                .Use("stack", stack => stack.Use("gate", BlockCases.Gate, repeat: 2), residual: true)
                .Linear(2),
            fixtures: []),
        Case<FlatWithoutParameters>(() => Vector(5).Activation(ActivationKind.Gelu), fixtures: []),
    ];

    private static void Opened(ReferenceModelBuilder block) => block.LayerNorm().Linear(14, name: "fc").Activation(ActivationKind.Tanh);

    public static ModelCase Named(string name) => All.Single(one => one.Name == name);
}
