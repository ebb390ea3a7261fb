using SparseGen.Bench.Benchmarks;
using SparseGen.Gpu;
using SparseGen.Models;

namespace SparseGen.Bench.Gpu;

/// <summary>A product and the model that has nothing else.</summary>
/// <param name="shape">The product.</param>
internal abstract class ProductRow(ProductShape shape)
{
    /// <summary>Differences that are a smaller share of the longer time are as likely the machine's as the kernel's.</summary>
    private const double LeastShare = 0.05;

    /// <summary>All products of both models.</summary>
    public static IReadOnlyList<ProductRow> All { get; } =
    [
        .. Of<FashionPatches, FashionTokensUp, FashionTokensDown, FashionChannelsUp, FashionChannelsDown, FashionHead>(
            nameof(FashionMixer), tokens: 49, patch: 16, channels: 64, tokenHidden: 32, channelHidden: 256, classes: 10),
        .. Of<MixerPatches, MixerTokensUp, MixerTokensDown, MixerChannelsUp, MixerChannelsDown, MixerHead>(
            nameof(MixerS16), tokens: 196, patch: 768, channels: 512, tokenHidden: 256, channelHidden: 2048, classes: 1000),
    ];

    /// <summary>The product.</summary>
    public ProductShape Shape { get; } = shape;

    /// <summary>Seconds of its three passes on a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="timer">Measures.</param>
    public abstract ProductSeconds Measure(GpuDevice device, int samples, DeviceTimer timer);

    private static ProductRow[] Of<TPatches, TTokensUp, TTokensDown, TChannelsUp, TChannelsDown, THead>(
        string model, int tokens, int patch, int channels, int tokenHidden, int channelHidden, int classes)
        where TPatches : class, IModel<TPatches>
        where TTokensUp : class, IModel<TTokensUp>
        where TTokensDown : class, IModel<TTokensDown>
        where TChannelsUp : class, IModel<TChannelsUp>
        where TChannelsDown : class, IModel<TChannelsDown>
        where THead : class, IModel<THead> =>
    [
        new Typed<TPatches>(new ProductShape(model, "patches", false, tokens, patch, channels)),
        new Typed<TTokensUp>(new ProductShape(model, "tokens, first", true, tokenHidden, tokens, channels)),
        new Typed<TTokensDown>(new ProductShape(model, "tokens, second", true, tokens, tokenHidden, channels)),
        new Typed<TChannelsUp>(new ProductShape(model, "channels, first", false, tokens, channels, channelHidden)),
        new Typed<TChannelsDown>(new ProductShape(model, "channels, second", false, tokens, channelHidden, channels)),
        new Typed<THead>(new ProductShape(model, "head", false, 1, channels, classes)),
    ];

    private sealed class Typed<TModel>(ProductShape shape) : ProductRow(shape)
        where TModel : class, IModel<TModel>
    {
        public override ProductSeconds Measure(GpuDevice device, int samples, DeviceTimer timer)
        {
            using TModel model = TModel.Create(samples, device, seed: 1);
            var input = RandomImages.Create(samples, TModel.Info.InputSize);

            // Everything that passes read is on the device after this, and no number of it is zero: a GPU computes zeros with less power.
            model.Forward(input, new float[samples * TModel.Info.OutputSize]);
            model.ForwardTraining(input);
            model.Backward(RandomImages.Create(samples, TModel.Info.OutputSize));
            var passes = EnginePasses.Of(model, samples);
            double weight = timer.Seconds(passes.Backward), both = timer.Seconds(passes.BackwardToInput);
            return new ProductSeconds(timer.Seconds(passes.Infer), both - weight > LeastShare * both ? both - weight : null, weight);
        }
    }
}

/// <summary>Seconds of the passes of a product.</summary>
/// <param name="Forward">The output, with its bias.</param>
/// <param name="InputGradient">The gradient of the input: a backward pass with it, less one that has that of the weight alone; null where it hardly differs.</param>
/// <param name="WeightGradient">The gradients of weight and bias.</param>
internal sealed record ProductSeconds(double Forward, double? InputGradient, double WeightGradient)
{
    /// <summary>That of a pass.</summary>
    public double? Of(ProductPass pass) => pass switch
    {
        ProductPass.Forward => Forward,
        ProductPass.InputGradient => InputGradient,
        _ => WeightGradient,
    };
}
