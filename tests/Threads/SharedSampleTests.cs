namespace SparseGen.Tests.Threads;

/// <summary>Fewer samples than threads: all threads have the same samples and share out the kernels.</summary>
public sealed class SharedSampleTests
{
    /// <summary>Who computes a number does not change it: the bits are those of one thread.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void TheBitsAreThoseOfOneThread(int threads) => Check<SharedMixer>(threads, Enumerable.Range(1, threads - 1));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ImagesAreSharedOutByTheirLines(int threads) => Check<SharedConvolutions>(threads, Enumerable.Range(1, threads - 1));

    /// <summary>Of sparse products more samples than threads are shared out so, up to a pack of rows.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void SparseProductsShareOutAPackOfRows(int threads) => Check<SharedSparseMlp>(threads, [1, 2, 3, 7, 15, 16, 17, 40]);

    /// <summary>Callers that find the threads busy do all by themselves.</summary>
    [Fact]
    public void CallersAtOnceAllGetTheirAnswers()
    {
        using var model = new SharedMixer(maxBatch: 1, Device.CpuWithThreads(2), seed: 4);
        float[][] inputs = [.. Enumerable.Range(0, 4).Select(caller => Floats(SharedMixer.Info.InputSize, caller))];
        float[][] expected = [.. inputs.Select(input => Answer(model, input))];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, caller =>
        {
            for (int again = 0; again < 50; again++)
            {
                Assert.Equal(expected[caller], Answer(model, inputs[caller]));
            }
        });
    }

    [Fact]
    public void NothingIsAllocatedOnceWarm()
    {
        using var model = new SharedMixer(maxBatch: 1, Device.CpuWithThreads(2), seed: 5);
        float[] input = Floats(SharedMixer.Info.InputSize, 6), output = new float[SharedMixer.Info.OutputSize];
        model.Forward(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forward(input, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Check<TModel>(int threads, IEnumerable<int> batches)
        where TModel : class, IModel<TModel>
    {
        using var alone = TModel.Create(maxBatch: 1, Device.CpuWithThreads(1), seed: 3);
        using var shared = TModel.Create(maxBatch: 1, Device.CpuWithThreads(threads), seed: 3);
        foreach (int batch in batches)
        {
            float[] input = Floats(batch * TModel.Info.InputSize, batch);
            float[] expected = Answer(alone, input);
            for (int again = 0; again < 10; again++)
            {
                Assert.Equal(expected, Answer(shared, input));
            }
        }
    }

    private static float[] Answer<TModel>(TModel model, float[] input)
        where TModel : class, IModel<TModel>
    {
        float[] output = new float[input.Length / TModel.Info.InputSize * TModel.Info.OutputSize];
        model.Forward(input, output);
        return output;
    }

    private static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
