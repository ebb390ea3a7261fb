using SparseGen.Models;

namespace SparseGen.Bench.Gpu;

/// <summary>How long and on how much a device is measured.</summary>
/// <param name="FashionBatches">Batches of FashionMixer; the products have the first.</param>
/// <param name="MixerBatches">Batches of Mixer-S/16; the products have the first.</param>
/// <param name="Repetitions">Measurements of each; medians count.</param>
/// <param name="Duration">How long each lasts at least.</param>
/// <param name="ProfiledLaunches">How often in a row a kernel is launched to be timed by itself.</param>
internal sealed record GpuSettings(IReadOnlyList<int> FashionBatches, IReadOnlyList<int> MixerBatches, int Repetitions, TimeSpan Duration, int ProfiledLaunches)
{
    /// <summary>For a GPU, in a few minutes.</summary>
    public static GpuSettings Full { get; } = new([128, 1024], [64], 7, TimeSpan.FromMilliseconds(300), 20);

    /// <summary>To see that everything runs: for OpenCL on a processor, where numbers say nothing of a GPU.</summary>
    public static GpuSettings Quick { get; } = new([8], [1], 1, TimeSpan.FromMilliseconds(1), 1);

    /// <summary>Samples of a product that a model has.</summary>
    /// <param name="model">Name of the model's class.</param>
    public int SamplesOf(string model) => model switch
    {
        nameof(FashionMixer) => FashionBatches[0],
        nameof(MixerS16) => MixerBatches[0],
        _ => throw new ArgumentException($"No batches are known of {model}.", nameof(model)),
    };
}
