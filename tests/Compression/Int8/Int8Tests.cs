using System.Runtime.Intrinsics;
using SparseGen.Compression.Int8;
using SparseGen.Compression.Kernels;

namespace SparseGen.Tests.Compression;

/// <summary>Integers of 8 bits against their definition, and the same bits in all ways to multiply.</summary>
public sealed class Int8Tests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 21, 40)]
    [InlineData(4, 33, 9)]
    [InlineData(5, 3, 7)]
    [InlineData(8, 17, 65)]
    [InlineData(13, 37, 33)]
    [InlineData(64, 130, 32)]
    [InlineData(200, 515, 70)]
    public void AllWaysGiveTheBitsOfTheDefinition(int rows, int inputs, int outputs)
    {
        float[] samples = RandomNumbers.Normal(rows * inputs, 1), weight = RandomNumbers.Normal(outputs * inputs, 2, 0.2), bias = RandomNumbers.Normal(outputs, 3);
        Int8Linear map = Int8Linear.Quantise(samples, weight, bias, outputs);
        float[] queries = [.. samples.Select(static value => 1.1f * value)], expected = Definition(map, queries), found = new float[rows * outputs];
        map.Multiply(queries, found);
        Assert.Equal(expected, found);
        byte[] bytes = new byte[rows * map.Packed.PaddedInputs];
        InputQuantisation.Run(map.Range, queries, inputs, bytes, map.Packed.PaddedInputs);
        Same<DotScalar, int>();
        Same<DotAvx2, Vector256<int>>();
        Same<DotAvx512, Vector512<int>>();
        Same<DotVnni256, Vector256<int>>();

        void Same<TDot, TVector>()
            where TDot : struct, IDotSimd<TVector>
            where TVector : struct
        {
            if (TDot.IsSupported)
            {
                Array.Clear(found);
                Int8Product.Run<TDot, TVector>(map.Packed, ref bytes[0], rows, ref found[0]);
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void NothingSaturatesAtTheEnds()
    {
        // Two products of 255 and 127 are beyond 16 bits, which the instruction that multiplies bytes at once would cut off.
        const int inputs = 64;
        float[] rows = new float[inputs], weight = new float[2 * inputs], output = new float[2];
        Array.Fill(rows, 255f);
        weight.AsSpan(0, inputs).Fill(127);
        weight.AsSpan(inputs).Fill(-127);
        Int8Linear map = Int8Linear.Quantise(rows, weight, [], 2);
        map.Multiply(rows, output);
        Assert.Equal([255f * 127 * inputs, -255f * 127 * inputs], output);
        Assert.Equal(output, Definition(map, rows));
    }

    [Fact]
    public void TheErrorIsThatOfHalfSteps()
    {
        const int rows = 300, inputs = 96, outputs = 40;
        float[] samples = RandomNumbers.Normal(rows * inputs, 1), weight = RandomNumbers.Normal(outputs * inputs, 2), output = new float[rows * outputs];
        Int8Linear map = Int8Linear.Quantise(samples, weight, [], outputs);
        map.Multiply(samples, output);

        // Errors of a step s are spread over [-s/2, s/2], with the deviation s / sqrt(12); those of inputs and weights add up as squares do.
        double range = samples.Max() - (double)samples.Min();
        double ofInputs = range / 255 / Math.Sqrt(12), ofWeights = 2 * 3.3 / 254 / Math.Sqrt(12);
        double expected = Math.Sqrt((ofInputs * ofInputs) + (ofWeights * ofWeights));
        Assert.InRange(RandomNumbers.Error(output, RandomNumbers.Product(samples, weight, [], inputs)), 0.5 * expected, 1.5 * expected);
    }

    [Fact]
    public void ZeroStaysZeroAndNaNIsTheLeast()
    {
        Int8Linear map = Int8Linear.Quantise([-1f, 3f], [2f], [], 1);
        float[] output = new float[4];
        map.Multiply([0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity], output);
        Assert.Equal(0f, output[0]);
        Assert.Equal(-2, output[1], 0.05);
        Assert.Equal(output[1], output[2]);
        Assert.Equal(6, output[3], 0.05);
    }

    [Fact]
    public void AFileHasAllOfIt()
    {
        Int8Linear map = Int8Linear.Quantise(RandomNumbers.Normal(70, 1), RandomNumbers.Normal(35, 2), RandomNumbers.Normal(5, 3), 5);
        using var file = new TemporaryPath();
        map.Save(file.Path);
        float[] queries = RandomNumbers.Normal(21, 4), expected = new float[15], found = new float[15];
        map.Multiply(queries, expected);
        Int8Linear.Load(file.Path).Multiply(queries, found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void BadInputIsRefusedWithWhatWasExpected()
    {
        float[] weight = RandomNumbers.Normal(12, 1);
        Refusals.Refused<ArgumentException>("samples", "expected calibration data", () => Int8Linear.Quantise([], weight, [], 3));
        Refusals.Refused<ArgumentException>("samples", "expected rows of 4", () => Int8Linear.Quantise(new float[5], weight, [], 3));
        Refusals.Refused<ArgumentException>("samples", "samples[0, 1] is NaN", () => Int8Linear.Quantise([0, float.NaN, 0, 0], weight, [], 3));
        weight[5] = float.PositiveInfinity;
        Refusals.Refused<ArgumentException>("weight", "weight[1, 1] is", () => Int8Linear.Quantise(new float[4], weight, [], 3));
    }

    private static float[] Definition(Int8Linear map, float[] rows)
    {
        int count = rows.Length / map.Inputs;
        float[] output = new float[count * map.Outputs];
        for (int i = 0; i < output.Length; i++)
        {
            (int row, int index) = Math.DivRem(i, map.Outputs);
            int sum = 0;
            for (int k = 0; k < map.Inputs; k++)
            {
                float place = (rows[(row * map.Inputs) + k] - map.Range.Offset) * map.Range.Factor;
                int input = (int)MathF.Floor(Math.Clamp(place, 0f, 255f));
                sum += (input - map.Range.Zero) * map.Weight[(index * map.Inputs) + k];
            }

            float product = sum * (map.Range.Scale * map.WeightScales[index]);
            output[i] = product + map.Bias[index];
        }

        return output;
    }
}
