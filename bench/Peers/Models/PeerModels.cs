using SparseGen.Bench.Peers.Random;
using SparseGen.Models;

namespace SparseGen.Bench.Peers.Models;

/// <summary>The models that are measured, by the names that rows have.</summary>
internal static class PeerModels
{
    private static readonly ModelEntry[] Named =
    [
        Entry<FashionMixer>("784 pixels, 49 tokens of 64 channels, 4 blocks"),
        Entry<ConvMixer>("784 pixels, two convolutions, 49 tokens of 64 channels, 2 blocks"),
        Entry<ConvMlpS>("ImageNet, convolutions with batch norms, then 8 blocks of 128, 256 and 512 channels with depthwise convolutions"),
        Entry<MixerS16>("ImageNet, 196 tokens of 512 channels, 8 blocks"),
        Entry<ResMlp12>("ImageNet, 196 tokens of 384 channels, 12 blocks"),
        Entry<GMlpS16>("ImageNet, 196 tokens of 256 channels, 30 blocks"),
        Entry<CifarMixer>("32x32x3, 64 tokens of 128 channels, 8 blocks"),
        Entry<ThinMixer>("24x24x4, 144 tokens of 24 channels, 6 blocks"),
        Entry<WideMlp>("2048-2048-2048-10"),
        Entry<SmallMlp>("256-256-10"),
        Entry<TinyMlp>("6-64-8-4"),
        Entry<SeriesMixer7>("96 steps of 7 channels, 4 blocks"),
        Entry<SeriesMixer64>("96 steps of 64 channels, 4 blocks"),
        Entry<SMixer64>("64 tokens of 64 channels, 8 blocks"),
        Entry<RandomSMixer64>("the same with random permutations"),
        Entry<CommutedKronecker32>("4 PK layers of blocks of 32 with commutation"),
        Entry<MonarchMixer32>("4 Mixer blocks with Monarch maps"),
        Entry<MonarchSMixer32>("4 S-Mixer blocks with Monarch maps"),
        Entry<TabularEnsemble>("TabM: 40 columns, 32 members, 3 blocks of 512"),
        Entry<NarrowTabularEnsemble>("TabM: 40 columns, 32 members, 2 blocks of 128"),
        Entry<CategoryTable>("a table: 12 numbers, 6 columns of 4 to 5,000 categories with 16 numbers each, 108-256-256-10"),
        Entry<TinyTimeMixer>("TinyTimeMixer 512-96: 512 steps of one channel, 8 patches"),
        Entry<LowRankMlp>("1024-1024-1024-10 of rank 64, then a block tensor train of 32 blocks"),
        Entry<Width45>("45-45-45-10"),
        Entry<Width46>("46-46-46-10"),
        Entry<Width64>("64-64-64-10"),
        Entry<Width65>("65-65-65-10"),
    ];

    /// <summary>All of them, those drawn at random last.</summary>
    public static IReadOnlyList<ModelEntry> All { get; } = [.. Named, .. RandomModels.All.Select(static drawn => drawn.Model)];

    /// <summary>The model of a name.</summary>
    public static ModelEntry Find(string name) => All.First(entry => entry.Name == name);

    private static ModelEntry Entry<TModel>(string description)
        where TModel : class, IModel<TModel> => ModelEntry.Of<TModel>(typeof(TModel).Name, description);
}
