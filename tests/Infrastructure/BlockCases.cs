using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models with blocks of their own and with the layers that those are made from.</summary>
internal static class BlockCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<HandMixerModel>(
            () => Sequence(7, 5).Use("hand_mixer", HandMixer, repeat: 3).LayerNorm().TokenMean().Linear(2), fixtures: [1, 5]),
        Case<NestedLoops>(
            () => Sequence(7, 5).Use("nested", Nested, repeat: 3).LayerNorm().TokenMean().Linear(2), fixtures: []),
        Case<DeepLoops>(
            () => Sequence(7, 5)
                .Use("deep", deep => deep.Use("nested", Nested, repeat: 2).Use("gate", Gate, residual: true), repeat: 2, residual: true)
                .Linear(2),
            fixtures: []),
        Case<ResidualAroundLoop>(
            () => Sequence(7, 5).Activation(ActivationKind.Gelu)
                .Use("stack", stack => stack.Use("gate", Gate, repeat: 2), residual: true)
                .Use("stack2", stack => stack.Use("gate", Gate, repeat: 2), residual: true),
            fixtures: []),
        Case<NamedBlocks>(
            () => Sequence(7, 5).Use("first", Gate).Use("gate", Gate).Use("gate2", Gate).Use("last", Gate, repeat: 2).Linear(3, name: "fc1")
                .Activation(ActivationKind.Relu),
            fixtures: []),
        Case<OddTokens>(
            () => Sequence(13, 37).TokenLinear(17, name: "fc1").Activation(ActivationKind.Gelu).TokenLinear(17, bias: false, "fc2")
                .TokenLinear(17, name: "deep.0").TokenLinear(17, name: "deep.1").TokenLinear(1, name: "fc3"),
            fixtures: [5]),
        Case<SMixer>(() => Sequence(7, 5).SMixer(repeat: 3).LayerNorm(1e-5f).TokenMean().Linear(2), fixtures: [1, 5]),
        Case<SMixerWithTokens>(
            () => Image(10, 14, 3).Patches(2, 37).SMixer(mappedTokens: 19).SMixer(repeat: 2, activation: ActivationKind.Relu)
                .SMixer(mappedTokens: 19, repeat: 2, epsilon: 1e-3f, bias: false, name: "swept").LayerNorm().TokenMean().Linear(10),
            fixtures: [5]),
        Case<KroneckerLayers>(
            () => Sequence(13, 37).Kronecker(19, 11).Activation(ActivationKind.Gelu).Kronecker(3, 23, name: "kronecker2").LayerNorm(1e-3f)
                .Kronecker(17, 29, bias: false, "bare").Kronecker(17, 29, name: "stack.0").Kronecker(17, 29, name: "stack.1").LayerNorm(1e-3f, name: "norm2")
                .Kronecker(1, 1, name: "last"),
            fixtures: [1, 5]),
        Case<SingleChannel>(() => Sequence(17, 1).Mixer(5, 3, epsilon: 0.25f).SMixer(name: "s", epsilon: 0.25f).TokenLinear(3, name: "fc1"), fixtures: []),
        Case<UnitKronecker>(() => Sequence(1, 1).Kronecker(1, 1), fixtures: []),
        Case<BottleneckMlp>(
            () => Vector(13).Linear(7, name: "fc1").BottleneckMlp(repeat: 2).BottleneckMlp(1, 1, ActivationKind.Relu, 1e-3f, bias: false, "thin").Linear(3),
            fixtures: [1, 5]),
        Case<StandardMlp>(
            () => Vector(13).Linear(7, name: "fc1").StandardMlp(29).StandardMlp(29, 2, ActivationKind.Relu, activationLast: true)
                .StandardMlp(5, epsilon: 1e-3f, bias: false, name: "thin").Linear(3),
            fixtures: [1, 5]),
        Case<TokenBottleneck>(() => Sequence(7, 5).BottleneckMlp(3).StandardMlp(11).TokenMean().Linear(2), fixtures: [5]),
    ];

    private static void HandMixer(ReferenceModelBuilder mixer) => mixer
        .Use(
            "token_mixing",
            block => block.LayerNorm().TokenLinear(3, name: "fc1").Activation(ActivationKind.Gelu).TokenLinear(7, name: "fc2"),
            residual: true)
        .Use(
            "channel_mixing",
            block => block.LayerNorm().Linear(11, name: "fc1").Activation(ActivationKind.Gelu).Linear(5, name: "fc2"),
            residual: true);

    public static void Nested(ReferenceModelBuilder nested) =>
        nested.Use("gate", Gate, repeat: 2, residual: true).Mixer(3, 11, repeat: 2, epsilon: 0.25f).LayerNorm(0.25f);

    public static void Gate(ReferenceModelBuilder gate) => gate.LayerNorm(0.25f).Linear(5, name: "fc1").Activation(ActivationKind.Gelu);
}
