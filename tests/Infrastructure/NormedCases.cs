using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models with batch norms.</summary>
internal static class NormedCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<WideNorms>(
            () => Sequence(9, 37)
                .Use(
                    "pairs",
                    pair => pair.TokenLinear(9).Use("normed", Normed(37), repeat: 2, residual: true).BatchNorm(name: "behind"),
                    repeat: 3)
                .Linear(130, bias: false, "wide").BatchNorm(momentum: 0.25f).Activation(ActivationKind.Gelu).Linear(131, name: "wider").Dropout(0.25).TokenMean()
                .BatchNorm(name: "features").Linear(4),
            fixtures: []) with { LeastBatch = 6 },
        Case<NormedChannels>(
            // Rows of all channels are rows: three times [4, 2], then three times [20].
            () => Sequence(8, 3).Transpose().Reshape(12, 2).BatchNorm().Linear(5, bias: false, "fc").Reshape(3, 20).BatchNorm(name: "both").Linear(3, name: "out").Transpose(),
            fixtures: []),
    ];

    public static Action<ReferenceModelBuilder> Normed(int channels) =>
        block => block.BatchNorm(0.01f).Linear(channels, name: "fc").Activation(ActivationKind.Gelu);

    public static ReferenceModelBuilder Features(ReferenceModelBuilder tokens) => tokens
        .BatchNorm(overTokens: true, name: "both").Flatten().Linear(19, name: "fc1").BatchNorm().Activation(ActivationKind.Gelu).Linear(5, name: "fc2")
        .BatchNorm(affine: false, name: "last");
}
