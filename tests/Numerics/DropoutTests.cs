using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// Masks and noise steps. That outputs and gradients of training agree with the reference, masks included, is for
/// <see cref="GradientTests"/> to say of all models.
/// </summary>
[Trait("Category", "Numerics")]
public sealed class DropoutTests
{
    private const int Batch = 9;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheMaskIsThatOfTheDocumentation(string deviceName)
    {
        using var model = OnlyDropout.Create(Batch, TestDevices.Get(deviceName), seed: 42);
        foreach (var step in new[] { 0UL, 1UL, ulong.MaxValue })
        {
            model.NoiseStep = step;
            var noise = new ReferenceNoise(42) { Step = step };
            Assert.Equal(
                Enumerable.Range(0, Batch * 37).Select(place => noise.IsDropped("dropout.dropout", 0.375, place) ? 0f : 3f * 1.6f), Train(model, 3f));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void InferenceIsTheIdentity(string deviceName)
    {
        using var model = OnlyDropout.Create(Batch, TestDevices.Get(deviceName));
        var input = ValueRecipe.Values("input", 2 * Batch * 37);
        var output = new float[input.Length];
        model.Forward(input, output);
        Assert.Equal(input, output);
        Assert.Equal(0UL, model.NoiseStep);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void EachForwardPassCountsOneStepFurther(string deviceName)
    {
        using var model = OnlyDropout.Create(Batch, TestDevices.Get(deviceName));
        var first = Train(model, 1f);
        Assert.Equal(1UL, model.NoiseStep);
        var second = Train(model, 1f);
        Assert.Equal(2UL, model.NoiseStep);
        Assert.NotEqual(first, second);

        model.NoiseStep = 0;
        Assert.Equal(first, Train(model, 1f));
        Assert.Equal(second, Train(model, 1f));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void BackwardUsesTheMaskOfItsForwardPass(string deviceName)
    {
        using var model = OnlyDropout.Create(Batch, TestDevices.Get(deviceName));
        var mask = Train(model, 1f);
        model.NoiseStep = 77;
        var ones = Enumerable.Repeat(1f, mask.Length).ToArray();
        model.Backward(ones);

        // The first read runs the backward pass once more; the second is that of a backward pass that knew of it.
        Assert.Equal(mask, model.InputGradient.ToArray());
        model.Backward(ones);
        Assert.Equal(mask, model.InputGradient.ToArray());
        Assert.Equal(77UL, model.NoiseStep);
    }

    /// <summary>A sample's mask depends on its place in the batch, and not on how many samples there are or who computes it.</summary>
    [Fact]
    public void ThreadsChunksAndBatchesDoNotMatter()
    {
        foreach (var modelCase in NoiseCases.All)
        {
            const int Large = 141;
            float[] Run(int threads, int batch)
            {
                using var model = modelCase.CreateWithRecipe(Large, Device.CpuWithThreads(threads));
                model.NoiseStep = 5;
                model.ForwardTraining(ValueRecipe.Values("input", Large * model.Info.InputSize).AsSpan(0, batch * model.Info.InputSize));
                return model.Output.ToArray();
            }

            var expected = Run(threads: 1, Large);
            foreach (var threads in new[] { 1, 2, 3 })
            {
                Assert.Equal(expected, Run(threads, Large));
                var fewer = Run(threads, batch: 10);
                Assert.Equal(expected[..fewer.Length], fewer);
            }
        }
    }

    /// <summary>The repetitions' masks: their product is what comes out, and no two are the same.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void EachRepetitionHasAMaskOfItsOwn(string deviceName)
    {
        using var model = RepeatedDropout.Create(Batch, TestDevices.Get(deviceName), seed: 6);
        var noise = new ReferenceNoise(6);
        bool Kept(string name, double rate, int place) => !noise.IsDropped(name, rate, place);
        string[] deep = ["deep.0.dropout", "deep.1.dropout", "deep.2.dropout"];
        var places = Enumerable.Range(0, Batch * 15).ToArray();
        foreach (var (one, other) in new[] { (0, 1), (1, 2), (0, 2) })
        {
            Assert.NotEqual(places.Select(place => Kept(deep[one], 0.5, place)), places.Select(place => Kept(deep[other], 0.5, place)));
        }

        Assert.Equal(
            places.Select(place => Kept("dropout.dropout", 0.25, place) && deep.All(name => Kept(name, 0.5, place))),
            Train(model, 1f).Select(value => value != 0f));
    }

    private static float[] Train<TModel>(TModel model, float value)
        where TModel : class, IModel<TModel>
    {
        model.ForwardTraining(Enumerable.Repeat(value, Batch * TModel.Info.InputSize).ToArray());
        return model.Output.ToArray();
    }
}
