using SparseGen.Execution;
using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class CpuEngineTests
{
    private const int Size = SquareProgram.Size;

    public static TheoryData<int, int> ThreadsAndBatches
    {
        get
        {
            TheoryData<int, int> data = [];
            foreach (int threads in (int[])[1, 2, 3, 8])
            {
                foreach (int batch in (int[])[1, 2, 7, 16, 29])
                {
                    data.Add(threads, batch);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ThreadsAndBatches))]
    public void PassesAgreeWithTheFormula(int threads, int batch)
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 29, threads);
        float[] weight = Weight(engine), input = SquareEngine.Random(batch, 1), outputGradient = SquareEngine.Random(batch, 2), output = new float[batch * Size];

        engine.Forward(input, output);
        engine.ForwardTraining(input);
        Assert.Equal(input.Select((x, i) => weight[i % Size] * x * (weight[i % Size] * x)), output);
        Assert.Equal(output, engine.Output.ToArray());

        engine.Backward(outputGradient);
        engine.Backward(outputGradient);
        double[] expected = new double[Size];
        for (int i = 0; i < input.Length; i++)
        {
            expected[i % Size] += 2 * 2.0 * weight[i % Size] * input[i] * input[i] * outputGradient[i];
        }

        Assert.Equal(expected, Gradients(engine).Select(static g => (double)g), Near);
        AssertInputGradient(engine, weight, input, outputGradient);
    }

    /// <summary>The small batch has two of the eight workers, and the sums of the others are of the large one.</summary>
    [Fact]
    public void ASmallBatchBehindALargeOne()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 29, threads: 8), other = SquareEngine.Create(maxBatch: 29, threads: 8);
        float[] input = SquareEngine.Random(7, 1), outputGradient = SquareEngine.Random(7, 2);
        engine.ForwardTraining(SquareEngine.Random(29, 3));
        engine.Backward(SquareEngine.Random(29, 4));
        engine.Gradients.Clear();
        foreach (ModelEngine each in (ModelEngine[])[engine, other])
        {
            each.ForwardTraining(input);
            each.Backward(outputGradient);
        }

        Assert.Equal(Gradients(other), Gradients(engine));
    }

    [Fact]
    public void InferenceTakesBatchesBeyondTheLargest()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 2, threads: 2);
        float[] weight = Weight(engine), input = SquareEngine.Random(101, 1), output = new float[101 * Size];
        engine.Forward(input, output);
        Assert.Equal(input.Select((x, i) => weight[i % Size] * x * (weight[i % Size] * x)), output);
        engine.Forward([], []);
    }

    [Fact]
    public void InferenceWritesTheOutputOnly()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 2, threads: 2);
        float[] output = new float[(5 * Size) + 2];
        output.AsSpan().Fill(-77f);
        engine.Forward(SquareEngine.Random(5, 1), output.AsSpan(1, 5 * Size));
        Assert.Equal(-77f, output[0]);
        Assert.Equal(-77f, output[^1]);
        Assert.DoesNotContain(-77f, output[1..^1]);
    }

    [Fact]
    public void SameThreadCountGivesTheSameBits()
    {
        float[] input = SquareEngine.Random(61, 1), outputGradient = SquareEngine.Random(61, 2);
        float[][] gradients = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            using ModelEngine engine = SquareEngine.Create(maxBatch: 61, threads: 3);
            engine.ForwardTraining(input);
            engine.Backward(outputGradient);
            return Gradients(engine);
        })];
        Assert.All(gradients, gradient => Assert.Equal(gradients[0], gradient));
    }

    [Fact]
    public void BusyTeamGivesTheSameBits()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 61, threads: 3);
        float[] input = SquareEngine.Random(61, 1), outputGradient = SquareEngine.Random(61, 2);
        engine.ForwardTraining(input);
        engine.Backward(outputGradient);
        float[] expected = Gradients(engine);
        engine.Gradients.Clear();
        ((CpuDevice)engine.Device).Team.Run(new OnFirstWorker(() =>
        {
            engine.ForwardTraining(input);
            engine.Backward(outputGradient);
        }));
        Assert.Equal(expected, Gradients(engine));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ReductionAddsTheArenasInUse(int threads)
    {
        CpuParameterVector gradients = new(TestLayouts.Long(), CpuDevice.WithThreads(threads));
        gradients.Arena.Span.Fill(0.5f);
        GradientReduction reduction = new(CpuDevice.WithThreads(threads).Team, GradientGroups.Separate(threads), gradients.Arena, mostAdditions: 1);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            for (int worker = 0; worker < threads; worker++)
            {
                reduction.Begin(worker, additions: worker == 1 ? 0 : 1);
                foreach (ref float value in reduction.Arena(worker).Span)
                {
                    value += 1f + worker;
                }
            }

            reduction.Sum();
        }

        // Worker 1 said that it adds nothing, and is believed.
        float expected = 0.5f + (2 * (threads == 3 ? 1f + 3f : 1f));
        Assert.All(gradients.Arena.Span.ToArray(), value => Assert.Equal(expected, value));
    }

    [Fact]
    public void InputGradientReadLateLeavesTheGradientsAsTheyAre()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 9, threads: 2);
        float[] weight = Weight(engine), input = SquareEngine.Random(9, 1), outputGradient = SquareEngine.Random(9, 2);
        engine.ForwardTraining(input);
        engine.Backward(outputGradient);
        float[] gradients = Gradients(engine);
        AssertInputGradient(engine, weight, input, outputGradient);
        Assert.Equal(gradients, Gradients(engine));

        // From now on every backward pass computes it, so it outlives a change of the parameters.
        engine.Backward(outputGradient);
        engine.Parameters.Scale(2f);
        AssertInputGradient(engine, weight, input, outputGradient);
    }

    [Fact]
    public void FirstReadOfInputGradientAfterAnUpdateIsRejected()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 2, threads: 1);
        engine.ForwardTraining(SquareEngine.Random(2, 1));
        engine.Backward(SquareEngine.Random(2, 2));
        engine.Parameters.Scale(2f);
        Assert.Throws<InvalidOperationException>(() => engine.InputGradient.Length);
    }

    [Fact]
    public void ChangedParametersAreDerivedAgain()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 3, threads: 1);
        float[] input = SquareEngine.Random(3, 1), outputGradient = SquareEngine.Random(3, 2);
        engine.ForwardTraining(input);
        engine.Backward(outputGradient);
        AssertInputGradient(engine, Weight(engine), input, outputGradient);
        engine.Parameters.SetTensor("scale", [0.5f, -1f, 3f]);
        engine.ForwardTraining(input);
        engine.Backward(outputGradient);
        AssertInputGradient(engine, [0.5f, -1f, 3f], input, outputGradient);
    }

    [Fact]
    public void MisuseIsExplained()
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 2, threads: 1);
        Assert.Throws<InvalidOperationException>(() => engine.Output.Length);
        Assert.Throws<InvalidOperationException>(() => engine.Backward(new float[Size]));
        Assert.Contains(
            "input has 4 floats; expected a multiple of 3",
            Assert.Throws<ArgumentException>("input", () => engine.Forward(new float[4], new float[4])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "output has 5 floats; expected 6, for 2 samples of 3 floats",
            Assert.Throws<ArgumentException>("output", () => engine.Forward(new float[6], new float[5])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "input has 3 samples; expected 1 to 2",
            Assert.Throws<ArgumentException>("input", () => engine.ForwardTraining(new float[9])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("input", () => engine.ForwardTraining([]));
        engine.ForwardTraining(new float[6]);
        Assert.Throws<InvalidOperationException>(() => engine.InputGradient.Length);
        Assert.Throws<ArgumentException>("outputGradient", () => engine.Backward(new float[3]));
    }

    [Fact]
    public void BatchesThatCannotFitAreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>("maxBatch", () => SquareEngine.Create(maxBatch: 0, threads: 1));
        Assert.Contains(
            "keeps 12 floats a sample for training, 12000000000 in all",
            Assert.Throws<ArgumentException>("maxBatch", () => SquareEngine.Create(maxBatch: 1_000_000_000, threads: 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NothingRunsAfterDisposal()
    {
        ModelEngine engine = SquareEngine.Create(maxBatch: 2, threads: 1);
        engine.Dispose();
        engine.Dispose();
        Assert.Throws<ObjectDisposedException>(() => engine.Forward(new float[3], new float[3]));
        Assert.Throws<ObjectDisposedException>(() => engine.ForwardTraining(new float[3]));
        Assert.Equal(Size, engine.Parameters.Count);
    }

    private static void AssertInputGradient(ModelEngine engine, float[] weight, float[] input, float[] outputGradient) =>
        Assert.Equal(
            input.Select((x, i) => 2.0 * weight[i % Size] * weight[i % Size] * x * outputGradient[i]),
            engine.InputGradient.ToArray().Select(static g => (double)g),
            Near);

    private static float[] Weight(ModelEngine engine)
    {
        float[] weight = new float[Size];
        engine.Parameters.GetTensor("scale", weight);
        return weight;
    }

    private static float[] Gradients(ModelEngine engine)
    {
        float[] gradients = new float[Size];
        engine.Gradients.GetTensor("scale", gradients);
        return gradients;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-5 * (1.0 + Math.Abs(a));

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
