using System.Runtime.Intrinsics;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>Layer norm of equal numbers is zero, whatever the number: the rounding of a mean is not divided by a deviation of nothing.</summary>
[Trait("Category", "Numerics")]
public sealed class ConstantRowTests
{
    private const float Epsilon = 1e-6f;

    private static readonly float[] Constants = [1234.567f, 0.1f, -3.3e7f, 1e-20f, 16777217f, -7.77e30f, 0f];

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [Fact]
    public void TheMeanOfEqualNumbersIsThatNumber()
    {
        Check<Simd512, Vector512<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd128, Vector128<float>>();
        Check<SimdScalar, float>();
    }

    /// <summary>The bias is all that is left, and no gradient flows to the input from what differs by rounding only.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void LayerNormOfEqualNumbersIsTheBias(string device)
    {
        using var model = new ConstantRows(maxBatch: 2, TestDevices.Get(device));
        var bias = ValueRecipe.Values("bias", 1000);
        model.Parameters.SetTensor("norm.bias", bias);
        var input = new float[2 * 3000];
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = Constants[i / 1000];
        }

        var output = new float[input.Length];
        model.Forward(input, output);
        model.ForwardTraining(input);
        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(bias[i % 1000], output[i]);
            Assert.Equal(bias[i % 1000], model.Output[i]);
        }

        // n is zero, so the gain gets no gradient, and dx = (dy - mean(dy)) / sqrt(epsilon).
        var gradient = ValueRecipe.Values("gradient", output.Length);
        model.Gradients.Clear();
        model.Backward(gradient);
        var gain = new float[1000];
        model.Gradients.GetTensor("norm.weight", gain);
        Assert.All(gain, static number => Assert.Equal(0f, number));
        for (var row = 0; row < 6; row++)
        {
            var dy = ValueRecipe.Widen(gradient[(1000 * row)..(1000 * (row + 1))]);
            var mean = dy.Average();
            Approximately.Equal([.. dy.Select(number => (number - mean) / Math.Sqrt(Epsilon))], model.InputGradient.Slice(1000 * row, 1000), $"gradient of row {row}");
        }
    }

    private static void Check<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (var constant in Constants.Where(static constant => Math.Abs(constant) < 1e18f))
        {
            foreach (var channels in new[] { 1, 2, 7, 15, 33, 64, 1000, 4099 })
            {
                var row = new float[channels + 16];
                Array.Fill(row, constant);
                RowStatistics.Compute<TSimd, TVector>(ref row[0], channels, Epsilon, out var mean, out var inverseDeviation);
                var lanes = new float[32];
                TSimd.Store(ref lanes[0], mean);
                TSimd.Store(ref lanes[16], inverseDeviation);
                Assert.Equal(constant, lanes[0]);
                Assert.Equal(1f / MathF.Sqrt(Epsilon), lanes[16], 1e-3f);
            }
        }
    }
}
