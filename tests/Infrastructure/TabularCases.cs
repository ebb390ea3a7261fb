using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Maps of low rank and ensembles for tables.</summary>
internal static class TabularCases
{
    /// <summary>Those without Hessian-vector products.</summary>
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<WideRanks>(
            () => Vector(100).LowRank(70, 33).Activation(ActivationKind.Relu).BlockTensorTrain(75, 5, 7).BlockTensorTrain(40, 5, 8, name: "full").Linear(3),
            fixtures: []),
        Case<TabularMembers>(
            () => Vector(11).BatchEnsemble(32, 35).Activation(ActivationKind.Relu).Dropout(0.25)
                .BatchEnsemble(32, 35, name: "ensemble2").Activation(ActivationKind.Relu).MemberLinear(2),
            fixtures: []),
        Case<TokenMembers>(() => Sequence(3, 5).BatchEnsemble(3, 4).Flatten().BatchEnsemble(1, 6, name: "single").MemberLinear(1), fixtures: []),
    ];

    /// <summary>Those with.</summary>
    public static IReadOnlyList<ModelCase> Curved { get; } =
    [
        Case<CurvedRanks>(
            () => Sequence(5, 14).LowRank(11, 3).Activation(ActivationKind.Gelu).BlockTensorTrain(13, 3, 2).BlockTensorTrain(9, 2, 1, bias: false, "narrow")
                .Activation(ActivationKind.Tanh).LowRank(9, 4, bias: false, "again.0").LowRank(9, 4, bias: false, "again.1").TokenMean().Linear(3),
            fixtures: [5]),
        Case<CurvedMembers>(
            () => Vector(7).BatchEnsemble(5, 9).Activation(ActivationKind.Tanh).BatchEnsemble(5, 9, bias: false, "deep.0").BatchEnsemble(5, 9, bias: false, "deep.1")
                .Activation(ActivationKind.Gelu).LayerNorm(0.01f).MemberLinear(4).Activation(ActivationKind.Softplus).MemberLinear(3, bias: false, "last").TokenMean(),
            fixtures: [5]),
    ];
}
