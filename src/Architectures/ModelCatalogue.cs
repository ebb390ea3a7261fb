namespace SparseGen.Models;

/// <summary>The models of this library by name: a line each.</summary>
public static class ModelCatalogue
{
    /// <summary>The models: the small one that trains in seconds first.</summary>
    public static IReadOnlyList<ModelEntry> Entries { get; } =
    [
        ModelEntry.Of<FashionMixer>("fashion-mixer", "MLP-Mixer, 49 tokens of 64 channels, 4 blocks"),
        ModelEntry.Of<ConvMixer>("conv-mixer", "small ConvMLP for 28x28 grey images: two convolutions, 49 tokens of 64 channels, 2 blocks"),
        ModelEntry.Of<ConvMixer32>("conv-mixer-32", "small ConvMLP for 32x32 colour images: 64 tokens of 96 and 16 of 192 channels, 4 blocks"),
        ModelEntry.Of<ConvMlpS>("convmlp-s", "ConvMLP-S, ImageNet: convolutions to 28x28, then 8 blocks of 128 to 512 channels"),
        ModelEntry.Of<ConvMlpM>("convmlp-m", "ConvMLP-M, ImageNet: convolutions to 28x28, then 12 blocks of 128 to 512 channels"),
        ModelEntry.Of<ConvMlpL>("convmlp-l", "ConvMLP-L, ImageNet: convolutions to 28x28, then 15 blocks of 192 to 768 channels"),
        ModelEntry.Of<ScaledReluMixerS16>("scaled-relu-mixer-s16", "Mixer-S/16 behind a stem of three convolutions, ImageNet"),
        ModelEntry.Of<SMixer>("s-mixer", "S-Mixer of Hayase and Karakida, figure 5: 64 tokens of 64 channels, 8 blocks"),
        ModelEntry.Of<RandomPermutationSMixer>("rp-s-mixer", "RP-S-Mixer: s-mixer with two random permutations a mixing"),
        ModelEntry.Of<SparseWeightMlp>("sw-mlp", "SW-MLP: width 1617, as many connections a block as s-mixer, 8 blocks"),
        ModelEntry.Of<StandardMlp>("s-mlp", "S-MLP of Scaling MLPs: depth 6, width 2048, 28x28 grey images"),
        ModelEntry.Of<BottleneckMlp6Width512>("b6-wi512", "B_6-Wi_512 of Scaling MLPs, 32x32 colour images in 10 classes"),
        ModelEntry.Of<MixerS32>("mixer-s32", "MLP-Mixer S/32, ImageNet: 49 tokens of 512 channels, 8 blocks"),
        ModelEntry.Of<MixerS16>("mixer-s16", "MLP-Mixer S/16, ImageNet: 196 tokens of 512 channels, 8 blocks"),
        ModelEntry.Of<MixerB32>("mixer-b32", "MLP-Mixer B/32, ImageNet: 49 tokens of 768 channels, 12 blocks"),
        ModelEntry.Of<MixerB16>("mixer-b16", "MLP-Mixer B/16, ImageNet: 196 tokens of 768 channels, 12 blocks"),
        ModelEntry.Of<MixerL32>("mixer-l32", "MLP-Mixer L/32, ImageNet: 49 tokens of 1024 channels, 24 blocks"),
        ModelEntry.Of<MixerL16>("mixer-l16", "MLP-Mixer L/16, ImageNet: 196 tokens of 1024 channels, 24 blocks"),
        ModelEntry.Of<MixerH14>("mixer-h14", "MLP-Mixer H/14, ImageNet: 256 tokens of 1280 channels, 32 blocks"),
        ModelEntry.Of<GMixer12>("gmixer-12", "gMixer-12, ImageNet: gated Mixer, 196 tokens of 384 channels, 12 blocks"),
        ModelEntry.Of<GMixer24>("gmixer-24", "gMixer-24, ImageNet: gated Mixer, 196 tokens of 384 channels, 24 blocks"),
        ModelEntry.Of<ResMlp12>("resmlp-12", "ResMLP-12, ImageNet: 196 tokens of 384 channels, 12 blocks"),
        ModelEntry.Of<ResMlp24>("resmlp-24", "ResMLP-24, ImageNet: 196 tokens of 384 channels, 24 blocks"),
        ModelEntry.Of<ResMlp36>("resmlp-36", "ResMLP-36, ImageNet: 196 tokens of 384 channels, 36 blocks"),
        ModelEntry.Of<ResMlpBig24>("resmlp-big-24", "ResMLP-B-24, ImageNet: 784 tokens of 768 channels, 24 blocks"),
        ModelEntry.Of<GMlpTi16>("gmlp-ti16", "gMLP-Ti/16, ImageNet: 196 tokens of 128 channels, 30 blocks"),
        ModelEntry.Of<GMlpS16>("gmlp-s16", "gMLP-S/16, ImageNet: 196 tokens of 256 channels, 30 blocks"),
        ModelEntry.Of<GMlpB16>("gmlp-b16", "gMLP-B/16, ImageNet: 196 tokens of 512 channels, 30 blocks"),
        ModelEntry.Of<MonarchMixerS16>("monarch-mixer-s16", "mixer-s16 with Monarch maps of 4 blocks in channel mixing"),
        ModelEntry.Of<MonarchMixerB16>("monarch-mixer-b16", "mixer-b16 with Monarch maps of 4 blocks in channel mixing"),
        ModelEntry.Of<PrimerMlp>("primer-mlp", "Primer's convolutions and squared ReLU in an MLP: 256 tokens of 128 channels, 6 blocks"),
        ModelEntry.Of<TsMixer>("ts-mixer", "TSMixer: 512 steps of 7 channels, forecast of 96 steps, 2 blocks"),
        ModelEntry.Of<TsMixerBatchNorm>("ts-mixer-batch-norm", "TSMixer with batch norms: 512 steps of 7 channels, forecast of 96 steps, 2 blocks"),
        ModelEntry.Of<SeriesMixer1>("series-mixer-1", "TSMixer for 'sparsegen forecast': 96 steps of one channel, the next 24"),
        ModelEntry.Of<SeriesMixer4>("series-mixer-4", "TSMixer for 'sparsegen forecast': 96 steps of four channels, the next 24"),
        ModelEntry.Of<SeriesMixer8>("series-mixer-8", "TSMixer for 'sparsegen forecast': 96 steps of eight channels, the next 24"),
        ModelEntry.Of<SeriesMixer32>("series-mixer-32", "TSMixer for 'sparsegen forecast': 96 steps of 32 channels, the next 24"),
        ModelEntry.Of<SeriesLinearMap>("series-linear", "a linear map over time: 96 steps of a channel, the next 24"),
        ModelEntry.Of<TinyTimeMixer>("tiny-time-mixer", "TinyTimeMixer 512-96: 512 steps of one channel, forecast of 96 steps"),
        ModelEntry.Of<TinyTimeMixer192>("tiny-time-mixer-192", "TinyTimeMixer 512-192: 512 steps of one channel, forecast of 192 steps"),
        ModelEntry.Of<TinyTimeMixer336>("tiny-time-mixer-336", "TinyTimeMixer 512-336: 512 steps of one channel, forecast of 336 steps"),
        ModelEntry.Of<TinyTimeMixer720>("tiny-time-mixer-720", "TinyTimeMixer 512-720: 512 steps of one channel, forecast of 720 steps"),
        ModelEntry.Of<TinyTimeMixer1024To96>("tiny-time-mixer-1024-96", "TinyTimeMixer 1024-96: 1024 steps of one channel, forecast of 96 steps"),
        ModelEntry.Of<TinyTimeMixer1024To192>("tiny-time-mixer-1024-192", "TinyTimeMixer 1024-192: 1024 steps of one channel, forecast of 192 steps"),
        ModelEntry.Of<TinyTimeMixer1024To336>("tiny-time-mixer-1024-336", "TinyTimeMixer 1024-336: 1024 steps of one channel, forecast of 336 steps"),
        ModelEntry.Of<TinyTimeMixer1024To720>("tiny-time-mixer-1024-720", "TinyTimeMixer 1024-720: 1024 steps of one channel, forecast of 720 steps"),
        ModelEntry.Of<TinyTimeMixer1536To96>("tiny-time-mixer-1536-96", "TinyTimeMixer 1536-96: 1536 steps of one channel, forecast of 96 steps"),
        ModelEntry.Of<TinyTimeMixer1536To192>("tiny-time-mixer-1536-192", "TinyTimeMixer 1536-192: 1536 steps of one channel, forecast of 192 steps"),
        ModelEntry.Of<TinyTimeMixer1536To336>("tiny-time-mixer-1536-336", "TinyTimeMixer 1536-336: 1536 steps of one channel, forecast of 336 steps"),
        ModelEntry.Of<TinyTimeMixer1536To720>("tiny-time-mixer-1536-720", "TinyTimeMixer 1536-720: 1536 steps of one channel, forecast of 720 steps"),
        ModelEntry.Of<TinyTimeMixer1024To96R1>("tiny-time-mixer-1024-96-r1", "TinyTimeMixer 1024-96 of the first release: 16 patches of 64 steps, forecast of 96 steps"),
    ];

    /// <summary>Finds a model by its name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <returns>The entry, or null.</returns>
    public static ModelEntry? Find(string name)
        => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
