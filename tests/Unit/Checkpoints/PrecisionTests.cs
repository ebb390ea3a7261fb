using System.Globalization;
using SparseGen.Tests.Files;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Checkpoints in 16 bits.</summary>
public sealed class PrecisionTests
{
    /// <summary>Numbers on, between and beside those of 16 bits, of all magnitudes, and those that are none.</summary>
    private static readonly float[] Hard =
    [
        0f, -0f, 1f, -1f, 1f + (1f / 2048), 1f + (3f / 2048), 1f + (1f / 256), 1f + (3f / 256), MathF.BitIncrement(1f + (1f / 256)),
        65504f, -65504f, 65519.996f, 6e-8f, 2.9e-8f, 1e-40f,
        float.Epsilon, MathF.PI, float.NaN, BitConverter.UInt32BitsToSingle(0x7F800001), float.PositiveInfinity, float.NegativeInfinity,
    ];

    [Theory]
    [InlineData(TensorPrecision.Float16)]
    [InlineData(TensorPrecision.BFloat16)]
    public void LoadsAsTheNearestNumbers(TensorPrecision precision)
    {
        using var saved = LinearProbe.Create(1, seed: 1);
        using var loaded = LinearProbe.Create(1, seed: 2);
        string name = saved.Parameters.Layout.Tensors[0].Name;
        float[] values = new float[saved.Parameters.Layout.Tensors[0].Count];
        for (int start = 0; start < Hard.Length; start += values.Length)
        {
            Array.Clear(values);
            Hard.AsSpan(start, Math.Min(values.Length, Hard.Length - start)).CopyTo(values);
            saved.Parameters.SetTensor(name, values);
            using var stream = new MemoryStream();
            Checkpoint.Save(stream, saved, precision: precision);
            stream.Position = 0;
            Checkpoint.Load(stream, loaded.Parameters);
            float[] found = new float[values.Length];
            loaded.Parameters.GetTensor(name, found);
            Assert.Equal(values.Select(value => Nearest(value, precision)).Select(BitsOf), found.Select(BitsOf));
        }
    }

    [Fact]
    public void TakesHalfTheRoom()
    {
        using var model = LinearProbe.Create(1, seed: 1);
        long[] bytes = [.. Enum.GetValues<TensorPrecision>().Select(precision => Data(model, precision))];
        const long Count = (LinearProbe.Inputs + 1) * LinearProbe.Outputs;
        Assert.Equal([4 * Count, 2 * Count, 2 * Count], bytes);
    }

    [Theory]
    [InlineData(TensorPrecision.Float16, 65520f)]
    [InlineData(TensorPrecision.Float16, -1e30f)]
    [InlineData(TensorPrecision.BFloat16, float.MaxValue)]
    public void ANumberThatIsTooLargeLeavesTheFileAsItWas(TensorPrecision precision, float value)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        Checkpoint.Save(folder.File("model"), model);
        byte[] before = File.ReadAllBytes(folder.File("model"));
        TensorLayout tensor = model.Parameters.Layout.Tensors[0];
        model.Parameters.SetTensor(tensor.Name, [value, .. new float[tensor.Count - 1]]);
        var failure = Assert.Throws<OverflowException>(() => Checkpoint.Save(folder.File("model"), model, precision: precision));
        Assert.Contains(tensor.Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(value.ToString("R", CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.File("model")));
        Assert.Equal(["model"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void APrecisionThatIsNoneIsRefused()
    {
        using var model = LinearProbe.Create(1, seed: 1);
        Assert.Equal("precision", Assert.Throws<ArgumentOutOfRangeException>(() => Checkpoint.Save(Stream.Null, model, precision: (TensorPrecision)7)).ParamName);
    }

    private static long Data(LinearProbe model, TensorPrecision precision)
    {
        using var stream = new MemoryStream();
        Checkpoint.Save(stream, model, precision: precision);
        return stream.Length - 8 - BitConverter.ToInt64(stream.GetBuffer());
    }

    /// <summary>By search among all numbers of 16 bits: the nearest, and of two the one whose last bit is 0.</summary>
    private static float Nearest(float value, TensorPrecision precision)
    {
        if (!float.IsFinite(value))
        {
            return value;
        }

        float Of(int bits) => precision == TensorPrecision.Float16 ? (float)BitConverter.UInt16BitsToHalf((ushort)bits) : BitConverter.Int32BitsToSingle(bits << 16);
        int found = Enumerable.Range(0, 1 << 16).Where(bits => float.IsFinite(Of(bits)) && float.IsNegative(Of(bits)) == float.IsNegative(value))
            .OrderBy(bits => Math.Abs((double)Of(bits) - value)).ThenBy(bits => bits & 1).First();
        return Of(found);
    }

    private static uint BitsOf(float value) => float.IsNaN(value) ? uint.MaxValue : BitConverter.SingleToUInt32Bits(value);
}
