using SparseGen.Execution;

namespace SparseGen.Tests.Threads;

/// <summary>More threads than there are sums of gradients: several workers add to one.</summary>
public sealed class SharedSumTests
{
    private const int Threads = 37;

    /// <summary>So many that some workers have no samples, and so many that some have a chunk more than others.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void GradientsAreThoseOfOneThreadUpToRounding(int batch)
    {
        using SharedSums alone = Model(1, batch), shared = Model(Threads, batch);
        _ = Gradients(alone, batch);
        _ = Gradients(shared, batch);
        foreach (TensorInfo tensor in SharedSums.Info.Tensors)
        {
            // Each is a sum of batch times 131 terms, in another order: far fewer than 2^24 roundings of terms that are at most some times the largest sum.
            float[] one = Tensor(alone.Gradients, tensor), other = Tensor(shared.Gradients, tensor);
            float largest = one.Max(MathF.Abs);
            Assert.True(largest > 0f, tensor.Name);
            Assert.All(one.Zip(other), pair => Assert.InRange(pair.Second, pair.First - (1e-5f * largest), pair.First + (1e-5f * largest)));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void TheBitsAreAlwaysTheSame(int batch)
    {
        using SharedSums model = Model(Threads, batch);
        float[] expected = Gradients(model, batch), product = Product(model, batch);
        for (int again = 0; again < 3; again++)
        {
            Assert.Equal(expected, Gradients(model, batch));
            Assert.Equal(product, Product(model, batch));
        }

        // The threads are busy, so that the caller does the work of all.
        ((CpuDevice)model.Device).Team.Run(new OnFirstWorker(() =>
        {
            Assert.Equal(expected, Gradients(model, batch));
            Assert.Equal(product, Product(model, batch));
        }));
    }

    [Fact]
    public void WorkersThatShareASumTakeTheMemoryOfOne()
    {
        GradientGroups small = GradientGroups.Of(64, 1000), large = GradientGroups.Of(64, 200_000_000), middle = GradientGroups.Of(64, 500_000);
        Assert.InRange(GradientGroups.Of(Threads, SharedSums.Info.ParameterCount).Sums, 3, Threads / 2);
        Assert.Equal(64, small.Sums);
        Assert.Equal(1, large.Sums);
        Assert.Equal(9, middle.Sums);
        Assert.Equal(1, GradientGroups.Of(1, 200_000_000).Sums);
        Assert.Equal(64, Enumerable.Range(0, middle.Sums).Sum(sum => middle[sum].Count));
        Assert.All(Enumerable.Range(0, 64), worker => Assert.InRange(worker - middle.Of(worker).First, 0, middle.Of(worker).Count - 1));
    }

    [Fact]
    public void NothingIsAllocatedOnceWarm()
    {
        const int Batch = 40;
        using SharedSums model = Model(Threads, Batch);
        float[] input = Floats(Batch * SharedSums.Info.InputSize, 1), outputGradient = Floats(Batch * SharedSums.Info.OutputSize, 2);
        void Step()
        {
            model.ForwardTraining(input);
            model.Backward(outputGradient);
        }

        Step();
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static SharedSums Model(int threads, int batch)
    {
        var model = new SharedSums(batch, Device.CpuWithThreads(threads), seed: 7);

        // The last layer starts with zeros, with which there are no gradients before it.
        TensorInfo weight = SharedSums.Info.Tensors[^2];
        model.Parameters.SetTensor(weight.Name, Floats(Tensor(model.Parameters, weight).Length, seed: 8));
        return model;
    }

    private static float[] Gradients(SharedSums model, int batch)
    {
        model.Gradients.Clear();
        model.ForwardTraining(Floats(batch * SharedSums.Info.InputSize, batch));
        model.Backward(Floats(batch * SharedSums.Info.OutputSize, batch + 1));
        return All(model.Gradients);
    }

    /// <summary>The Hessian times a direction, of the batch at hand.</summary>
    private static float[] Product(SharedSums model, int batch)
    {
        _ = Gradients(model, batch);
        ParameterVector direction = model.Parameters.CreateLike(), result = model.Parameters.CreateLike();
        direction.CopyFrom(model.Gradients);
        model.ForwardTangent(direction);
        model.BackwardTangent(Floats(batch * SharedSums.Info.OutputSize, batch + 2), result);
        return All(result);
    }

    private static float[] All(ParameterVector vector) => [.. SharedSums.Info.Tensors.SelectMany(tensor => Tensor(vector, tensor))];

    private static float[] Tensor(ParameterVector vector, TensorInfo tensor)
    {
        float[] values = new float[tensor.Shape.Aggregate(1, static (count, extent) => count * extent)];
        vector.GetTensor(tensor.Name, values);
        return values;
    }

    private static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private sealed class OnFirstWorker(Action action) : IWork
    {
        public void Execute(int worker)
        {
            if (worker == 0)
            {
                action();
            }
        }
    }
}
