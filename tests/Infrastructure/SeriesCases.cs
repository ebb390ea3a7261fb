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
        Case<SmallTinyTimeMixer>(() => TinyTime(Sequence(24, 3)), fixtures: [1, 5]),
        Case<OnePatchSeries>(
            () => Sequence(9, 1).PerChannel(one => one.SeriesPatches(3, 3).Linear(4, name: "patcher").GatedMixer(1).TokenMean().Linear(2, name: "last")),
            fixtures: []),
        Case<PatchedChannels>(
            () => Sequence(12, 3).SeriesPatches(4, 2).GatedMixer(1, epsilon: 0.01f, name: "block").SeriesPatches(2, 3).TokenMean().Linear(2),
            fixtures: []),
        Case<SingleSeries>(
            () => Sequence(9, 1)
                .Use("around", around => around.InstanceNorm(0.01f).Use("mixing", Mixing(9, 1)).Dropout(0.25).UndoInstanceNorm(), repeat: 2, residual: true)
                .Flatten().Linear(1),
            fixtures: []),
    ];

    /// <summary>Those with Hessian-vector products whose layers stand between the two ways of channels; no fixtures.</summary>
    public static IReadOnlyList<ModelCase> CurvedChannels { get; } =
    [
        Case<CurvedChannelBlocks>(
            () => Sequence(12, 3)
                .PerChannel(one => one.SeriesPatches(6, 2).Mixer(3, 8, repeat: 2, epsilon: 0.01f, dropout: 0.25, depth: 0.25)
                    .SMixer(mappedTokens: 5, epsilon: 0.01f, channelMap: ReferenceMap.Monarch(2)).ResMlp(5, depth: 0.25).GMlp(8, epsilon: 0.01f, gateEpsilon: 0.1f)
                    .BottleneckMlp(2, epsilon: 0.01f, depth: 0.25).SparseBlock(0.5, epsilon: 0.01f).StandardMlp(4, epsilon: 0.01f).SpatialGate(0.1f).FeatureSum())
                .Flatten().Linear(3),
            fixtures: []),
        Case<CurvedChannelMaps>(
            () => Sequence(10, 3)
                .PerChannel(one => one.LowRank(8, 3).Reshape(2, 4).Affine().Linear(12, name: "wide").Gate(ActivationKind.Silu)
                    .BlockDiagonal(7, 3).Monarch(9, 2).Activation(ActivationKind.Tanh).BlockTensorTrain(6, 2, 2).Sparse(6, 0.5, "sparse").LayerScale("ls1").Diagonal()
                    .Product("product", ("channel_part", part => part.LayerNorm(0.1f).Linear(6, name: "fc")), ("channel_gate", ChannelGate))
                    .Multiply("channel_gate", ChannelGate).SoftmaxGate())
                .Flatten().Linear(3),
            fixtures: []),
    ];

    private static void ChannelGate(ReferenceModelBuilder gate) => gate.Linear(6, name: "fc").Activation(ActivationKind.Sigmoid);

    private static ReferenceModelBuilder TinyTime(ReferenceModelBuilder series) => series
        .InstanceNorm(affine: false)
        .PerChannel(one => one
            .SeriesPatches(6, 6)
            .Linear(12, name: "backbone.encoder.patcher")
            .Reshape(16, 3).GatedMixer(2, repeat: 2, epsilon: 0.01, name: "backbone.encoder.mlp_mixer_encoder.mixers.0.mixer_layers")
            .Reshape(8, 6).GatedMixer(2, repeat: 2, epsilon: 0.01, name: "backbone.encoder.mlp_mixer_encoder.mixers.1.mixer_layers")
            .Reshape(4, 12).GatedMixer(2, repeat: 2, epsilon: 0.01, name: "backbone.encoder.mlp_mixer_encoder.mixers.2.mixer_layers")
            .Linear(6, name: "decoder.adapter").GatedMixer(2, repeat: 2, epsilon: 0.01, name: "decoder.decoder_block.mixers")
            .Flatten().Linear(5, name: "head.base_forecast_block"))
        .UndoInstanceNorm();

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
