using System.Runtime.Intrinsics;
using SparseGen.Compression.Kernels;
using SparseGen.Compression.Maddness;

namespace SparseGen.Tests.Compression;

/// <summary>Hashes and tables against their definition, and the same bits at all widths.</summary>
public sealed class MaddnessTests
{
    [Theory]
    [InlineData(90, 11, 3, 2, true)]
    [InlineData(75, 7, 5, 3, false)]
    [InlineData(64, 13, 1, 5, true)]
    [InlineData(120, 4, 17, 1, false)]
    public void TreesTablesAndOutputsAreThoseOfTheDefinition(int rows, int inputs, int outputs, int codebooks, bool hasBias)
    {
        float[] samples = RandomNumbers.Clustered(rows, inputs, 9, rows), weight = RandomNumbers.Normal(outputs * inputs, 3);
        float[] bias = hasBias ? RandomNumbers.Normal(outputs, 4) : [];
        MaddnessLinear map = MaddnessLinear.Train(samples, weight, bias, outputs, new MaddnessOptions { Codebooks = codebooks, Ridge = 0.7 });
        var naive = new NaiveMaddness(samples, inputs, weight, bias, codebooks, 0.7);
        for (int codebook = 0; codebook < codebooks; codebook++)
        {
            for (int level = 0; level < 4; level++)
            {
                int at = (codebook * 4) + level;
                Assert.Equal(naive.Columns[codebook, level], map.Trees.Columns[at]);
                Assert.Equal(naive.Offsets[codebook, level], map.Trees.Offsets[at]);
                Assert.Equal(naive.Scales[codebook, level], map.Trees.Scales[at]);
                for (int node = 0; node < 1 << level; node++)
                {
                    Assert.Equal(naive.Thresholds[codebook, (1 << level) - 1 + node], map.Trees.Thresholds[(at * 16) + node]);
                }
            }
        }

        // What is rounded to a byte may lie just beside a half, where the last bits of two solutions decide.
        for (int at = 0; at < map.Tables.Entries.Length; at++)
        {
            Assert.InRange(map.Tables.Entries[at] - naive.Entries[at % (16 * codebooks), at / (16 * codebooks)], -0.5 - 1e-6, 0.5 + 1e-6);
        }

        Assert.Equal(1 / naive.Scale, map.Tables.Scale, 1e-6 / naive.Scale);
        float[] queries = RandomNumbers.Clustered(31, inputs, 9, 7), output = new float[31 * outputs];
        map.Multiply(queries, output);
        for (int row = 0; row < 31; row++)
        {
            for (int index = 0; index < outputs; index++)
            {
                int sum = SumOf(map, naive, queries.AsSpan(row * inputs, inputs), index);
                Assert.Equal((sum / naive.Scale) + naive.Constants[index], output[(row * outputs) + index], 1e-5 * (1 + Math.Abs(output[(row * outputs) + index])));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(19)]
    [InlineData(37)]
    public void AllWidthsGiveTheSameBits(int codebooks)
    {
        Check(inputs: 37, outputs: 21, codebooks);

        // Rows that are shorter than a load of sixteen, and as long as one.
        Check(inputs: 13, outputs: 3, Math.Min(codebooks, 13));
        Check(inputs: 16, outputs: 10, Math.Min(codebooks, 16));
    }

    private static void Check(int inputs, int outputs, int codebooks)
    {
        const int rows = 131;
        MaddnessLinear map = MaddnessLinear.Train(
            RandomNumbers.Clustered(200, inputs, 20, 1), RandomNumbers.Normal(inputs * outputs, 2), RandomNumbers.Normal(outputs, 3), outputs,
            new MaddnessOptions { Codebooks = codebooks });
        float[] queries = RandomNumbers.Clustered(rows, inputs, 20, 4);
        queries.AsSpan(0, inputs).Fill(float.NaN);
        queries.AsSpan(inputs, inputs).Fill(float.PositiveInfinity);
        queries.AsSpan(2 * inputs, inputs).Fill(float.NegativeInfinity);
        float[] expected = new float[rows * outputs], found = new float[rows * outputs];
        byte[] codes = new byte[rows * codebooks], others = new byte[rows * codebooks];
        ByteBlocks.Run<MultiplyBlocks, ByteSimdScalar, byte, ushort>(rows, new MultiplyBlocks(map.Trees, map.Tables, queries, expected));
        ByteBlocks.Run<EncodeBlocks, ByteSimdScalar, byte, ushort>(rows, new EncodeBlocks(map.Trees, queries, codes));
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        Assert.All(codes, code => Assert.InRange(code, 0, 15));
        map.Multiply(queries, found);
        map.Encode(queries, others);
        Assert.Equal(expected, found);
        Assert.Equal(codes, others);
        float[] columns = new float[queries.Length], turned = new float[found.Length];
        for (int at = 0; at < columns.Length; at++)
        {
            columns[at] = queries[(at % rows * inputs) + (at / rows)];
        }

        map.MultiplyColumns(columns, rows, turned);
        Assert.Equal(expected, turned);
        Same<ByteSimd128, Vector128<byte>, (Vector128<ushort>, Vector128<ushort>)>();
        Same<ByteSimd256, Vector256<byte>, (Vector256<ushort>, Vector256<ushort>)>();
        Same<ByteSimd512, Vector512<byte>, (Vector512<ushort>, Vector512<ushort>)>();

        void Same<TSimd, TVector, TSums>()
            where TSimd : struct, IByteSimd<TVector, TSums>
            where TVector : struct
            where TSums : struct
        {
            if (TSimd.IsSupported)
            {
                Array.Clear(found);
                ByteBlocks.Run<MultiplyBlocks, TSimd, TVector, TSums>(rows, new MultiplyBlocks(map.Trees, map.Tables, queries, found));
                Assert.Equal(expected, found);
                Array.Clear(found);
                ByteBlocks.Run<MultiplyColumnBlocks, TSimd, TVector, TSums>(rows, new MultiplyColumnBlocks(map.Trees, map.Tables, columns, rows, found));
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void MoreCodebooksLeaveLess()
    {
        const int inputs = 64, outputs = 10;
        float[] all = RandomNumbers.Clustered(3000, inputs, 30, 1), weight = RandomNumbers.Normal(inputs * outputs, 2);
        float[] samples = all[..(2000 * inputs)], queries = all[(2000 * inputs)..];
        double[] exact = RandomNumbers.Product(queries, weight, [], inputs);
        double[] errors = [.. new[] { 2, 8, 32 }.Select(codebooks =>
        {
            float[] output = new float[1000 * outputs];
            MaddnessLinear.Train(samples, weight, [], outputs, new MaddnessOptions { Codebooks = codebooks }).Multiply(queries, output);
            return RandomNumbers.Error(output, exact);
        })];
        Assert.True(errors[0] > 1.3 * errors[1] && errors[1] > 1.1 * errors[2], string.Join(", ", errors));

        // 32 codebooks have four bits for two columns. With two bits for each number alone, the best four levels of a normal one leave 0.1175 of its variance (Max 1960).
        Assert.True(errors[2] < Math.Sqrt(0.1175), $"{errors[2]}");
    }

    [Fact]
    public void ColumnsThatDoNotVaryAndRowsThatAreAlikeAreNoObstacle()
    {
        float[] samples = new float[20 * 6];
        Array.Fill(samples, 1.5f);
        float[] weight = RandomNumbers.Normal(6 * 4, 1), output = new float[20 * 4];
        MaddnessLinear map = MaddnessLinear.Train(samples, weight, [], 4, new MaddnessOptions { Codebooks = 2 });
        map.Multiply(samples, output);
        double[] exact = RandomNumbers.Product(samples, weight, [], 6);

        // Half a step of the tables for each of two entries, and a half in their average, which counts twice.
        Assert.All(exact.Zip(output), pair => Assert.InRange(pair.Second - pair.First, -2 * map.Tables.Scale, 2 * map.Tables.Scale));
    }

    [Fact]
    public void AFileHasAllOfIt()
    {
        MaddnessLinear map = Small();
        using var file = new TemporaryPath();
        map.Save(file.Path);
        MaddnessLinear loaded = MaddnessLinear.Load(file.Path);
        float[] queries = RandomNumbers.Normal(40 * 9, 8), expected = new float[40 * 3], found = new float[40 * 3];
        map.Multiply(queries, expected);
        loaded.Multiply(queries, found);
        Assert.Equal(expected, found);
        Assert.Equal((9, 3, 4, map.Bytes), (loaded.Inputs, loaded.Outputs, loaded.Codebooks, loaded.Bytes));
        byte[] bytes = File.ReadAllBytes(file.Path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file.Path, bytes);
        Assert.Contains("damaged", Assert.Throws<CheckpointException>(() => MaddnessLinear.Load(file.Path)).Message, StringComparison.Ordinal);
        Int8Linear.Quantise(queries, RandomNumbers.Normal(27, 1), [], 3).Save(file.Path);
        Assert.Contains("\"int8\"; expected \"maddness\"", Assert.Throws<CheckpointException>(() => MaddnessLinear.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsRefusedWithWhatWasExpected()
    {
        float[] samples = RandomNumbers.Normal(20 * 9, 1), weight = RandomNumbers.Normal(27, 2);
        Refusals.Refused<ArgumentException>("samples", "has 15 rows of 9 numbers; expected at least 16", () => MaddnessLinear.Train(samples.AsSpan(0, 15 * 9), weight, [], 3));
        Refusals.Refused<ArgumentException>("samples", "expected rows of 9", () => MaddnessLinear.Train(samples.AsSpan(1), weight, [], 3));
        Refusals.Refused<ArgumentException>("weight", "expected a matrix of 4 rows", () => MaddnessLinear.Train(samples, weight, [], 4));
        Refusals.Refused<ArgumentException>("bias", "has 2 numbers; expected 3", () => MaddnessLinear.Train(samples, weight, new float[2], 3));
        Refusals.Refused<ArgumentException>(
            "options", "Codebooks is 10; expected 1 to 9", () => MaddnessLinear.Train(samples, weight, [], 3, new MaddnessOptions { Codebooks = 10 }));
        Refusals.Refused<ArgumentException>("options", "Ridge is 0", () => MaddnessLinear.Train(samples, weight, [], 3, new MaddnessOptions { Codebooks = 2, Ridge = 0 }));
        samples[(4 * 9) + 2] = float.NaN;
        Refusals.Refused<ArgumentException>("samples", "samples[4, 2] is NaN; expected finite numbers", () => MaddnessLinear.Train(samples, weight, [], 3));
        MaddnessLinear map = Small();
        Refusals.Refused<ArgumentException>("rows", "has 10 numbers; expected rows of 9", () => map.Multiply(new float[10], new float[3]));
        Refusals.Refused<ArgumentException>("output", "has 4 numbers; expected 6", () => map.Multiply(new float[18], new float[4]));
        Refusals.Refused<ArgumentException>("columns", "has 19 numbers; expected 18, 2 for each of 9 columns", () => map.MultiplyColumns(new float[19], 2, new float[6]));
        Refusals.Refused<ArgumentException>("output", "has 4 numbers; expected 6", () => map.MultiplyColumns(new float[18], 2, new float[4]));
        Refusals.Refused<ArgumentException>("rows", "rows is 0; expected at least 1", () => map.MultiplyColumns([], 0, []));
        Refusals.Refused<ArgumentException>("codes", "has 4 numbers; expected 8", () => map.Encode(new float[18], new byte[4]));
    }

    private static MaddnessLinear Small() => MaddnessLinear.Train(
        RandomNumbers.Normal(50 * 9, 1), RandomNumbers.Normal(27, 2), RandomNumbers.Normal(3, 3), 3, new MaddnessOptions { Codebooks = 4 });

    /// <summary>Averages two by two that round up, in groups of 16, 8, 4, 2 and 1.</summary>
    private static int SumOf(MaddnessLinear map, NaiveMaddness naive, ReadOnlySpan<float> row, int output)
    {
        int sum = 0, codebook = 0;
        foreach (int group in (int[])[16, 8, 4, 2, 1])
        {
            for (; map.Codebooks - codebook >= group; codebook += group)
            {
                List<int> entries = [];
                for (int i = codebook; i < codebook + group; i++)
                {
                    entries.Add(map.Tables.Entries[(((output * map.Codebooks) + i) * 16) + naive.Code(row, i)]);
                }

                while (entries.Count > 1)
                {
                    entries = [.. entries.Chunk(2).Select(static pair => (pair[0] + pair[1] + 1) / 2)];
                }

                sum += group * entries[0];
            }
        }

        return sum;
    }
}
