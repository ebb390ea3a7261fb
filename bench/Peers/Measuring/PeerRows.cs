using SparseGen.Bench.Peers.Models;
using SparseGen.Bench.Peers.Random;
using SparseGen.Bench.Peers.Workers;
using SparseGen.Models;
using static SparseGen.Bench.Peers.Measuring.Pass;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>All rows: models that people use, the places where time could jump, and models that nobody has chosen.</summary>
internal static class PeerRows
{
    private static readonly PeerName Torch = new(Engines.LibTorch), Onnx = new(Engines.OnnxRuntime);

    private static readonly Pass[] Passes = [Inference, Training];

    /// <summary>Batches, those of neighbours behind the size that is compared with.</summary>
    private static readonly int[] SmallBatches = [1, 32, 128], OneAndMany = [1, 128], BehindRound = [9, 65, 129];

    private static readonly string[] StructuredModels = [nameof(CommutedKronecker32), nameof(MonarchMixer32), nameof(MonarchSMixer32)];

    public static IReadOnlyList<PeerRow> All { get; } = [.. Mixers(), .. Mlps(), .. Tables(), .. Structured(), .. Neighbours(), .. Drawn()];

    private static IEnumerable<PeerRow> Mixers() =>
    [
        .. Both(nameof(FashionMixer), Inference, 1, 8, 128), new(nameof(FashionMixer), 128, Training, Torch),
        .. Both(nameof(CifarMixer), Inference, 1, 8, 128), new(nameof(CifarMixer), 128, Training, Torch),
        .. Both(nameof(ConvMixer), Inference, 1, 8, 128), new(nameof(ConvMixer), 128, Training, Torch),
        .. Both(nameof(MixerS16), Inference, 1, 8), new(nameof(MixerS16), 16, Training, Torch),
        .. Both(nameof(ConvMlpS), Inference, 1, 8), new(nameof(ConvMlpS), 8, Training, Torch),
        .. Both(nameof(ResMlp12), Inference, 1, 8), .. Both(nameof(GMlpS16), Inference, 1, 8),
        .. Both(nameof(ThinMixer), Inference, 256), new(nameof(ThinMixer), 256, Training, Torch),
        .. Both(nameof(SeriesMixer7), Inference, 128), new(nameof(SeriesMixer7), 128, Training, Torch),
        .. Both(nameof(SeriesMixer64), Inference, 128), new(nameof(SeriesMixer64), 128, Training, Torch),
        .. Both(nameof(TinyTimeMixer), Inference, 1, 256),
    ];

    private static IEnumerable<PeerRow> Mlps() =>
    [
        .. Both(nameof(WideMlp), Inference, 128, 1024), new(nameof(WideMlp), 128, Training, Torch), new(nameof(WideMlp), 1024, Training, Torch),
        .. Both(nameof(SmallMlp), Inference, SmallBatches), .. SmallBatches.Select(static batch => new PeerRow(nameof(SmallMlp), batch, Training, Torch)),
        new(nameof(TinyMlp), 1, Inference, new PeerName(Engines.Loops)) { Threads = 1 },
    ];

    private static IEnumerable<PeerRow> Tables() =>
    [
        .. Both(nameof(TabularEnsemble), Inference, 1, 128), new(nameof(TabularEnsemble), 256, Training, Torch),
        .. Both(nameof(NarrowTabularEnsemble), Inference, 1, 128), new(nameof(NarrowTabularEnsemble), 256, Training, Torch),
        .. Both(nameof(CategoryTable), Inference, 1, 128), new(nameof(CategoryTable), 256, Training, Torch),
        .. Both(nameof(LowRankMlp), Inference, 128), new(nameof(LowRankMlp), 128, Training, Torch),
    ];

    private static IEnumerable<PeerRow> Structured() =>
    [
        new(nameof(RandomSMixer64), 128, Inference, Beside(nameof(SMixer64))), new(nameof(RandomSMixer64), 128, Training, Beside(nameof(SMixer64))),
        .. StructuredModels.SelectMany(static model =>
            Both(model, Inference, 128).Append(new PeerRow(model, 128, Training, Torch))),
    ];

    /// <summary>One width or batch beside the next.</summary>
    private static IEnumerable<PeerRow> Neighbours() =>
    [
        .. from pass in Passes from batch in OneAndMany select new PeerRow(nameof(Width46), batch, pass, Beside(nameof(Width45))),
        .. from pass in Passes from batch in OneAndMany select new PeerRow(nameof(Width65), batch, pass, Beside(nameof(Width64))),
        .. from pass in Passes from batch in BehindRound
            select new PeerRow(nameof(FashionMixer), batch, pass, new PeerName(Engines.SparseGen, Batch: batch - 1)),
    ];

    private static IEnumerable<PeerRow> Drawn() => RandomModels.All.SelectMany(static drawn => new[]
    {
        new PeerRow(drawn.Model.Name, drawn.Batch, Inference, Onnx) { IsDrawn = true },
        new PeerRow(drawn.Model.Name, drawn.Batch, Training, Torch) { IsDrawn = true },
    });

    private static IEnumerable<PeerRow> Both(string model, Pass pass, params int[] batches) =>
        batches.SelectMany(batch => new[] { new PeerRow(model, batch, pass, Onnx), new PeerRow(model, batch, pass, Torch) });

    private static PeerName Beside(string model) => new(Engines.SparseGen, model);
}
