namespace SparseGen.Tests.Threads;

/// <summary>Models of their own on one device, each trained by a thread of its own.</summary>
public sealed class ModelsInParallelTests
{
    private const int Models = 3;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>Optimiser, hooks and evaluation too: everything that touches the device.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TrainingBesideOtherModelsGivesTheBitsOfTrainingAlone(string deviceName)
    {
        Device device = TestDevices.Get(deviceName);
        int steps = device is CpuDevice ? 40 : 4;
        float[][] expected = [.. Enumerable.Range(0, Models).Select(index => Train(device, index, steps))];
        var got = new float[Models][];
        Exception? failure = null;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Models).Select(index => new Thread(() =>
            {
                try
                {
                    got[index] = Train(device, index, steps);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            })),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Null(failure);
        for (int index = 0; index < Models; index++)
        {
            Assert.Equal(expected[index], got[index]);
        }
    }

    private static float[] Train(Device device, int index, int steps)
    {
        using var model = new ThreadedMixer(maxBatch: 6, device, (ulong)index);
        var trainer = new Trainer<ThreadedMixer>(model, new AdamW(learningRate: 1e-2f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new GradientClipping(1f));
        var random = new Random(index);
        float[] input = [.. Enumerable.Range(0, 6 * ThreadedMixer.Info.InputSize).Select(_ => random.NextSingle())];
        var losses = new List<float>();
        for (int step = 0; step < steps; step++)
        {
            losses.Add(trainer.Step(input, [0, 1, 2, 3, 4, 0]));
            losses.Add((float)model.Parameters.Norm());
        }

        return [.. losses];
    }
}
