using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// A worker takes its samples through the network in chunks, of up to 70 where models are small: more samples than most tests have. Here are three chunks at the least.
/// </summary>
[Trait("Category", "Numerics")]
public sealed class ChunkTests
{
    private const int Batch = 145, Part = 29;

    /// <summary>
    /// Of each kind of product, of models small enough for chunks of many samples; no noise, whose masks depend on the place in the batch, and no norms of batches.
    /// </summary>
    public static TheoryData<string> Models =>
    [
        nameof(OddMixer), nameof(StackedMixer), nameof(PrimeMixer), nameof(TallMixer), nameof(ReluMlp), nameof(TanhMlp), nameof(KroneckerLayers), nameof(OddMonarch),
        nameof(TokenMonarch), nameof(SharedBlocks), nameof(SparseMlp), nameof(SparseTokensMixer), nameof(OddTokens), nameof(TokenDiagonal), nameof(PrimeRandomMixer),
        nameof(OnePatchSeries),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void ABatchIsTheSumOfItsParts(string name)
    {
        ModelCase one = ModelCases.All.Single(known => known.Name == name);
        using ITestModel whole = one.CreateWithRecipe(Batch, Device.CpuWithThreads(1)), parts = one.CreateWithRecipe(Part, Device.CpuWithThreads(1));
        float[] input = ValueRecipe.Values("input", Batch * whole.Info.InputSize), outputGradient = ValueRecipe.Values("output gradient", Batch * whole.Info.OutputSize);
        float[] outputs = new float[outputGradient.Length], expected = new float[outputGradient.Length], inputGradient = new float[input.Length];
        whole.ForwardTraining(input);
        whole.Backward(outputGradient);
        whole.Forward(input, outputs);
        for (int first = 0; first < Batch; first += Part)
        {
            parts.ForwardTraining(input.AsSpan(first * whole.Info.InputSize, Part * whole.Info.InputSize));
            parts.Backward(outputGradient.AsSpan(first * whole.Info.OutputSize, Part * whole.Info.OutputSize));
            parts.Output.CopyTo(expected.AsSpan(first * whole.Info.OutputSize));
            parts.InputGradient.CopyTo(inputGradient.AsSpan(first * whole.Info.InputSize));
        }

        AssertNear(expected, outputs, "outputs of inference");
        AssertNear(expected, whole.Output, "outputs of training");
        AssertNear(inputGradient, whole.InputGradient, "gradients of the input");
        float[] sums = new float[parts.Gradients.Length], gradients = new float[sums.Length];
        parts.Gradients.Read(sums);
        whole.Gradients.Read(gradients);
        AssertNear(sums, gradients, "gradients");
    }

    /// <summary>Both are sums of the same terms in another order, far fewer than 2^24 of them, of which none is more than some times the largest number.</summary>
    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        float largest = 0;
        foreach (float number in expected)
        {
            largest = MathF.Max(largest, MathF.Abs(number));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 2e-5f * largest, $"{what}: {expected[i]:R} and {actual[i]:R} at {i}, of up to {largest:R}.");
        }
    }
}
