using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models of time series.</summary>
internal static class SeriesCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<SmallTsMixer>(
            () => Sequence(13, 5).InstanceNorm(name: "norm").Use("mixing_layers", Mixing(13, 5), repeat: 2).TokenLinear(4, name: "out").UndoInstanceNorm(),
            fixtures: [1, 5]),
        Case<SingleSeries>(
            () => Sequence(9, 1)
                .Use("around", around => around.InstanceNorm(0.01f).Use("mixing", Mixing(9, 1)).Dropout(0.25).UndoInstanceNorm(), repeat: 2, residual: true)
                .Flatten().Linear(1),
            fixtures: []),
    ];

    private static Action<ReferenceModelBuilder> Mixing(int time, int channels) => mixing => mixing
        .Use(
            "temporal_mixer",
            block => block.LayerNormOverTokens(1e-3f, name: "temporal_norm").TokenLinear(time, name: "temporal_lin").Activation(ActivationKind.Relu),
            residual: true)
        .Use(
            "feature_mixer",
            block => block.LayerNormOverTokens(1e-3f, bias: false, name: "feature_norm").Linear(6, name: "feature_lin_1").Activation(ActivationKind.Relu)
                .Linear(channels, name: "feature_lin_2"),
            residual: true);
}
