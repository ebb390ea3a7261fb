using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>
/// The models of the width experiment, a line each: all have about Omega = 2^18 connections in a linear map (Hayase and Karakida 2024, arXiv 2306.01470,
/// figure 5). The S-Mixers have the pairs of <see cref="Sparsity.Widths"/> that the paper has, (C, S) = (16, 173), (32, 113), (48, 83), (64, 64) and their
/// swaps. An SW-MLP's width is the length of its flattened patches, so it is a multiple of their number 49, next to the paper's 540, 612, 724, 935, 1619.
/// </summary>
internal static class WidthModels
{
    /// <summary>Omega.</summary>
    public const int Connections = 1 << 18;

    /// <summary>The models: kinds in the order of <see cref="WidthKind.All"/>, in each from few to many channels.</summary>
    public static IReadOnlyList<WidthModel> All { get; } =
    [
        SMixer<SMixerS173C16>(173, 16),
        SMixer<SMixerS113C32>(113, 32),
        SMixer<SMixerS83C48>(83, 48),
        SMixer<SMixerS64C64>(64, 64),
        SMixer<SMixerS48C83>(48, 83),
        SMixer<SMixerS32C113>(32, 113),
        SMixer<SMixerS16C173>(16, 173),
        RandomPermutation<RandomPermutationSMixerS173C16>(173, 16),
        RandomPermutation<RandomPermutationSMixerS113C32>(113, 32),
        RandomPermutation<RandomPermutationSMixerS83C48>(83, 48),
        RandomPermutation<RandomPermutationSMixerS64C64>(64, 64),
        RandomPermutation<RandomPermutationSMixerS48C83>(48, 83),
        RandomPermutation<RandomPermutationSMixerS32C113>(32, 113),
        RandomPermutation<RandomPermutationSMixerS16C173>(16, 173),
        SparseMlp<SparseMlp539>(539),
        SparseMlp<SparseMlp637>(637),
        SparseMlp<SparseMlp735>(735),
        SparseMlp<SparseMlp931>(931),
        SparseMlp<SparseMlp1617>(1617),
    ];

    private static WidthModel SMixer<TModel>(int tokens, int channels)
        where TModel : class, IModel<TModel>
        => Of<TModel>(WidthKind.SMixer, tokens, channels);

    private static WidthModel RandomPermutation<TModel>(int tokens, int channels)
        where TModel : class, IModel<TModel>
        => Of<TModel>(WidthKind.RandomPermutationSMixer, tokens, channels);

    private static WidthModel SparseMlp<TModel>(int width)
        where TModel : class, IModel<TModel>
        => Of<TModel>(WidthKind.SparseMlp, 1, width);

    private static WidthModel Of<TModel>(string kind, int tokens, int channels)
        where TModel : class, IModel<TModel>
        => new(kind, ModelEntry.Of<TModel>($"{kind} {tokens}x{channels}", $"{kind} of the width experiment"), tokens, channels);
}
