using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// One bad sample (NaN, infinite, or so large that it overflows) leaves no trace in the others of its batch, nor in later calls: bit for bit, in outputs and
/// gradients, whatever lies beside it in vectors, packs and chunks.
/// </summary>
public sealed class BadSampleTests
{
    private const int MaxBatch = 17;

    public static TheoryData<string, int, float> Cases
    {
        get
        {
            var data = new TheoryData<string, int, float>();
            foreach (string model in new[] { "Mixer", "SMixer", "Sparse", "Monarch", "Tokens", "Maps" })
            {
                foreach (float bad in new[] { float.NaN, float.PositiveInfinity, 1e38f })
                {
                    data.Add(model, 1, bad);
                    data.Add(model, 2, bad);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StaysByItself(string model, int threads, float bad)
    {
        foreach (int batch in new[] { 1, 2, 7, 16, MaxBatch })
        {
            Action<int, int, float> check = model switch
            {
                "Mixer" => Check<IsolatedMixer>,
                "SMixer" => Check<IsolatedSMixer>,
                "Sparse" => Check<IsolatedSparse>,
                "Monarch" => Check<IsolatedMonarch>,
                "Tokens" => Check<IsolatedTokens>,
                _ => Check<IsolatedMaps>,
            };
            check(threads, batch, bad);
        }
    }

    private static void Check<TModel>(int threads, int batch, float bad)
        where TModel : class, IModel<TModel>
    {
        (int inputs, int outputs) = (TModel.Info.InputSize, TModel.Info.OutputSize);
        using TModel clean = TModel.Create(MaxBatch, Device.CpuWithThreads(threads), seed: 1);
        using TModel dirty = TModel.Create(MaxBatch, Device.CpuWithThreads(threads), seed: 1);
        float[] input = ValueRecipe.Values("input", batch * inputs);
        float[] gradient = ValueRecipe.Values("gradient", batch * outputs);

        // In inference, one sample after another.
        float[] expected = new float[batch * outputs];
        float[] actual = new float[batch * outputs];
        clean.Forward(input, expected);
        for (int sample = 0; sample < batch; sample++)
        {
            dirty.Forward(Spoiled(input, sample * inputs, inputs, bad), actual);
            AssertBits(expected.AsSpan(0, sample * outputs), actual.AsSpan(0, sample * outputs), $"outputs before sample {sample}");
            AssertBits(expected.AsSpan((sample + 1) * outputs), actual.AsSpan((sample + 1) * outputs), $"outputs behind sample {sample}");
        }

        // In training, after a step of nothing else.
        clean.ForwardTraining(input);
        clean.Backward(gradient);
        float[] inputGradient = clean.InputGradient.ToArray();
        clean.Gradients.Clear();
        clean.ForwardTraining(input);
        clean.Backward(gradient);
        dirty.ForwardTraining(Enumerable.Repeat(bad, MaxBatch * inputs).ToArray());
        dirty.Backward(Enumerable.Repeat(bad, MaxBatch * outputs).ToArray());
        _ = dirty.InputGradient.Length;
        dirty.Gradients.Clear();
        dirty.ForwardTraining(input);
        dirty.Backward(gradient);
        AssertBits(clean.Output, dirty.Output, "outputs after a bad step");
        AssertBits(inputGradient, dirty.InputGradient, "gradients of the input after a bad step");
        float[] clear = new float[clean.Gradients.Length];
        float[] troubled = new float[clear.Length];
        clean.Gradients.Read(clear);
        dirty.Gradients.Read(troubled);
        AssertBits(clear, troubled, "gradients after a bad step");

        // And beside good ones.
        dirty.ForwardTraining(Spoiled(input, 0, inputs, bad));
        dirty.Backward(Spoiled(gradient, 0, outputs, bad));
        AssertBits(inputGradient.AsSpan(inputs), dirty.InputGradient[inputs..], "gradients of the inputs beside a bad sample");
    }

    private static float[] Spoiled(float[] values, int start, int count, float bad)
    {
        float[] spoiled = [.. values];
        for (int i = 0; i < count; i += 2)
        {
            spoiled[start + i] = bad;
        }

        return spoiled;
    }

    private static void AssertBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                Assert.Fail($"{what}: {expected[i]:R} became {actual[i]:R} at {i}.");
            }
        }
    }
}
