using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>
/// Elementwise kernels on tiles whose rows end within a vector, with all widths: each number is the function of its own, and nothing beside the tile is written. What the functions
/// are is proved elsewhere; here they are those of plain C#.
/// </summary>
public sealed class TileKernelTests
{
    private const int Rows = 3, Stride = 40;

    /// <summary>
    /// Numbers are up to 3, and of squared ReLU f' is up to 6 and f'' 2: a tangent is the sum of two terms up to 18, and four roundings of such are 4.3e-6. With fused
    /// multiply-adds there are fewer of them than in plain C#.
    /// </summary>
    private const float Tolerance = 4.3e-6f;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(29)]
    [InlineData(32)]
    public void ActivationsAndTheirDerivatives(int columns)
    {
        Widths.Each(new Activation<Gelu>(columns));
        Widths.Each(new Activation<GeluTanh>(columns));
        Widths.Each(new Activation<SquaredRelu>(columns));
        Widths.Each(new Activation<Silu>(columns));
        Widths.Each(new Activation<Sigmoid>(columns));
        Widths.Each(new Activation<Tanh>(columns));
        Widths.Each(new Activation<LeakyRelu>(columns));
        Widths.Each(new Activation<HardTanh>(columns));
        Widths.Each(new Activation<Softplus>(columns));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(29)]
    [InlineData(32)]
    public void CopiesSumsProductsAndZeros(int columns) => Widths.Each(new Elements(columns));

    /// <summary>Numbers on both sides of zero, room for whole vectors behind them.</summary>
    private static float[] Numbers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (Rows * Stride) + 64).Select(_ => (6 * random.NextSingle()) - 3)];
    }

    private static float[] Unwritten() => [.. Enumerable.Repeat(float.NaN, (Rows * Stride) + 64)];

    private static Tile Of(float[] numbers) => new(ref numbers[0], Stride);

    private static void Expect(int columns, Func<int, float> wanted, float[] result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            if (i < Rows * Stride && i % Stride < columns)
            {
                Assert.Equal(wanted(i), result[i], Tolerance);
            }
            else
            {
                Assert.True(float.IsNaN(result[i]), $"Number {i} beside the tile of {columns} columns was written.");
            }
        }
    }

    private sealed class Activation<TFunction>(int columns) : IWidthCheck
        where TFunction : struct, IActivation
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float[] x = Numbers(1), dy = Numbers(2), residual = Numbers(3), dyTangent = Numbers(4), xTangent = Numbers(5);
            float[] y = Unwritten(), sum = Unwritten(), dx = Unwritten(), dx2 = Unwritten(), y2 = Unwritten();
            ActivationKernels.Value<TSimd, TVector, TFunction>(Of(x), Of(y), Rows, columns);
            ActivationKernels.Sum<TSimd, TVector, TFunction>(Of(x), Of(residual), Of(sum), Rows, columns);
            ActivationKernels.Gradient<TSimd, TVector, TFunction>(Of(dy), Of(x), Of(dx), Rows, columns);
            ActivationKernels.GradientAndValue<TSimd, TVector, TFunction>(Of(dy), Of(x), Of(dx2), Of(y2), Rows, columns);
            Expect(columns, i => Value(x[i]), y);
            Expect(columns, i => Value(x[i]) + residual[i], sum);
            Expect(columns, i => dy[i] * Slope(x[i]), dx);
            Expect(columns, i => dy[i] * Slope(x[i]), dx2);
            Expect(columns, i => Value(x[i]), y2);

            float[] dxTangent = Unwritten(), dx3 = Unwritten(), dxTangent2 = Unwritten(), dx4 = Unwritten(), yTangent = Unwritten(), y3 = Unwritten();
            ActivationKernels.GradientTangent<TSimd, TVector, TFunction>(Of(dy), Of(x), Of(dyTangent), Of(xTangent), Of(dxTangent), Of(dx3), Rows, columns);
            ActivationKernels.GradientTangentAndValue<TSimd, TVector, TFunction>(
                Of(dy), Of(x), Of(dyTangent), Of(xTangent), Of(dxTangent2), Of(dx4), Of(yTangent), Of(y3), Rows, columns);
            float Tangent(int i) => (dyTangent[i] * Slope(x[i])) + (dy[i] * Bend(x[i]) * xTangent[i]);
            Expect(columns, Tangent, dxTangent);
            Expect(columns, Tangent, dxTangent2);
            Expect(columns, i => dy[i] * Slope(x[i]), dx3);
            Expect(columns, i => dy[i] * Slope(x[i]), dx4);
            Expect(columns, i => Slope(x[i]) * xTangent[i], yTangent);
            Expect(columns, i => Value(x[i]), y3);
        }

        private static float Value(float x) => TFunction.Value<SimdScalar, float>(x);

        private static float Slope(float x) => TFunction.Gradient<SimdScalar, float>(x, out _);

        private static float Bend(float x) => TFunction.SecondDerivative<SimdScalar, float>(x, out _, out _);
    }

    private sealed class Elements(int columns) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float[] left = Numbers(1), right = Numbers(2), copy = Unwritten(), sum = Unwritten(), product = Unwritten(), both = Unwritten(), zeros = Unwritten();
            Elementwise.Copy<TSimd, TVector>(Of(left), Of(copy), Rows, columns);
            Elementwise.Add<TSimd, TVector>(Of(left), Of(right), Of(sum), Rows, columns);
            Elementwise.Multiply<TSimd, TVector>(Of(left), Of(right), Of(product), Rows, columns);
            Elementwise.MultiplyAdd<TSimd, TVector>(Of(left), Of(right), Of(sum), Of(both), Rows, columns);
            Elementwise.Zero<TSimd, TVector>(Of(zeros), Rows, columns);
            Expect(columns, i => left[i], copy);
            Expect(columns, i => left[i] + right[i], sum);
            Expect(columns, i => left[i] * right[i], product);
            Expect(columns, i => Fused(left[i], right[i], sum[i]), both);
            Expect(columns, _ => 0, zeros);

            // Rounded once where the processor can.
            static float Fused(float a, float b, float c)
            {
                float[] lanes = new float[TSimd.Width];
                TSimd.Store(ref lanes[0], TSimd.MultiplyAdd(TSimd.Broadcast(a), TSimd.Broadcast(b), TSimd.Broadcast(c)));
                return lanes[0];
            }
        }
    }
}
