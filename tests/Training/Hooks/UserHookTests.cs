using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Augmentations that users derive: what they draw depends on seed, step and sample alone.</summary>
public sealed class UserHookTests
{
    private const int Samples = 4;

    private static readonly float[] Input = ProbeData.Normal(Samples * 48, seed: 5);
    private static readonly float[] Zeros = new float[Samples * 5];

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheSameOnEveryDevice(string device)
    {
        float[][] expected = Run(Device.CpuWithThreads(1), steps: 3, first: new Noise(0.5f, seed: 7));
        float[][] actual = Run(TestDevices.Get(device), steps: 3, first: new Noise(0.5f, seed: 7));
        Assert.Equal(expected, actual);
        Assert.NotEqual(expected[0], expected[1]);
        Assert.NotEqual(expected, Run(Device.CpuWithThreads(1), steps: 3, first: new Noise(0.5f, seed: 8)));
    }

    [Fact]
    public void ASampleGetsWhatItGetsWhateverTheOthersAre()
    {
        // The second of four, and of two.
        float[] four = Run(Device.CpuWithThreads(1), 1, new Noise(0.5f))[0];
        float[] two = Run(Device.CpuWithThreads(1), 1, new Noise(0.5f), samples: 2)[0];
        Assert.Equal(two, four[..(2 * 48)]);

        // A hook that draws a thousand times for each sample shifts nothing of the one behind it.
        float[] changed = Run(Device.CpuWithThreads(1), 1, new Noise(0), new Brightness(0.5f))[0];
        float[] alone = Run(Device.CpuWithThreads(1), 1, new Brightness(0.5f))[0];
        Assert.Equal(alone, changed);
        Assert.Equal(Samples, Enumerable.Range(0, Samples).Select(sample => alone[sample * 48] - Input[sample * 48]).Distinct().Count());
    }

    private static float[][] Run(Device device, int steps, SparseGen.DataHook first, SparseGen.DataHook? second = null, int samples = Samples)
    {
        using var model = new SmallImages(Samples, device, seed: 1);
        var trainer = new Trainer<SmallImages>(model, new Sgd(0), new MeanSquaredError());
        var seen = new List<float[]>();
        trainer.Hooks.Add(first);
        if (second is not null)
        {
            trainer.Hooks.Add(second);
        }

        trainer.Hooks.Add(new Recorder(seen));
        for (int step = 0; step < steps; step++)
        {
            trainer.Step(Input.AsSpan(0, samples * 48), Zeros.AsSpan(0, samples * 5));
        }

        return [.. seen];
    }

    private sealed class Noise(float deviation, ulong seed = 0) : SampleHook(seed)
    {
        protected override void ChangeSample(ReadOnlySpan<float> source, Span<float> destination, CounterRandom random)
        {
            for (int i = 0; i < source.Length; i++)
            {
                destination[i] = source[i] + (deviation * (float)random.NextNormal());
            }
        }
    }

    private sealed class Brightness(float most, ulong seed = 0) : ImageHook(seed)
    {
        protected override void ChangeImage(
            ReadOnlySpan<float> source, Span<float> destination, int channels, int height, int width, CounterRandom random)
        {
            float shift = most * (float)((2 * random.NextDouble()) - 1);
            for (int i = 0; i < source.Length; i++)
            {
                destination[i] = source[i] + shift;
            }
        }
    }

    private sealed class Recorder(List<float[]> seen) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            seen.Add(batch.Input.ToArray());
            return next(batch);
        }
    }
}
