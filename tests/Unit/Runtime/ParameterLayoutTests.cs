using CsCheck;
using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void PanelsHoldTheElementWhereTheFormulaSays() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 100]).Sample(
            static (rows, columns) =>
            {
                float[] tensor = [.. Enumerable.Range(1, rows * columns).Select(static i => (float)i)];
                TensorStorage panels = TensorStorage.Panels(rows, columns);
                float[] storage = new float[panels.GetLength(tensor.Length)];
                Assert.Equal((columns + 31) / 32 * rows * 32, storage.Length);
                panels.Pack(tensor, storage);
                for (int n = 0; n < columns; n++)
                {
                    for (int k = 0; k < rows; k++)
                    {
                        Assert.Equal(tensor[(n * rows) + k], storage[(n / 32 * rows * 32) + (k * 32) + (n % 32)]);
                    }
                }

                Assert.Equal(storage.Length - tensor.Length, storage.Count(static value => value == 0f));
                float[] back = new float[tensor.Length];
                panels.Unpack(storage, back);
                Assert.Equal(tensor, back);
            },
            iter: 60);

    [Fact]
    public void GroupsLieOneAfterAnother() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 40], Gen.Int[1, 70]).Sample(
            static (groups, rows, columns) =>
            {
                float[] tensor = [.. Enumerable.Range(1, groups * rows * columns).Select(static i => (float)i)];
                TensorStorage grouped = TensorStorage.GroupedPanels(groups, rows, columns);
                TensorStorage single = TensorStorage.Panels(rows, columns);
                float[] storage = new float[grouped.GetLength(tensor.Length)];
                float[] expected = new float[storage.Length];
                grouped.Pack(tensor, storage);
                int matrix = rows * columns, stride = (int)single.GetLength(matrix);
                for (int group = 0; group < groups; group++)
                {
                    single.Pack(tensor.AsSpan(group * matrix, matrix), expected.AsSpan(group * stride, stride));
                }

                Assert.Equal(expected, storage);
                float[] back = new float[tensor.Length];
                grouped.Unpack(storage, back);
                Assert.Equal(tensor, back);
            },
            iter: 60);

    [Fact]
    public void EachGroupIsTransposed()
    {
        const int Groups = 3, Outputs = 33, Inputs = 5;
        float[] tensor = [.. Enumerable.Range(1, Groups * Outputs * Inputs).Select(static i => (float)i)];
        TensorStorage storage = TensorStorage.GroupedPanels(Groups, Inputs, Outputs);
        TensorStorage transposed = TensorStorage.GroupedPanels(Groups, Outputs, Inputs);
        float[] source = new float[storage.GetLength(0)], destination = new float[transposed.GetLength(0)], back = new float[tensor.Length];
        storage.Pack(tensor, source);
        SparseGen.Simd.Panels.Transpose(ref source[0], ref destination[0], Outputs, Inputs, new SparseGen.Execution.WorkerPart(0, 1), Groups);
        transposed.Unpack(destination, back);
        for (int at = 0; at < tensor.Length; at++)
        {
            (int group, int inside) = Math.DivRem(at, Outputs * Inputs);
            Assert.Equal(tensor[(group * Outputs * Inputs) + (inside % Outputs * Inputs) + (inside / Outputs)], back[at]);
        }
    }

    [Fact]
    public void TensorsComeBackAsTheyWereSet()
    {
        ParameterVector vector = new CpuParameterVector(TestLayouts.Odd(), (CpuDevice)Device.Cpu);
        foreach (TensorLayout tensor in vector.Layout.Tensors)
        {
            float[] values = [.. Enumerable.Range(1, tensor.Count).Select(i => (float)(i + tensor.Offset))];
            vector.SetTensor(tensor.Name, values);
        }

        foreach (TensorLayout tensor in vector.Layout.Tensors)
        {
            float[] values = new float[tensor.Count];
            vector.GetTensor(tensor.Name, values);
            Assert.Equal(Enumerable.Range(1, tensor.Count).Select(i => (float)(i + tensor.Offset)), values);
        }

        float[] storage = new float[vector.Length];
        vector.Read(storage);
        Assert.Equal(vector.Length - vector.Count, storage.Count(static value => value == 0f));
    }

    [Fact]
    public void UnknownNameListsTheNearest()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TestLayouts.Odd().Find("panels.wieght"));
        Assert.Contains("\"panels.wieght\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Nearest: panels.weight", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongLengthGivesBothLengths()
    {
        ParameterVector vector = new CpuParameterVector(TestLayouts.Odd(), (CpuDevice)Device.Cpu);
        ArgumentException exception = Assert.Throws<ArgumentException>("source", () => vector.SetTensor("rows.bias", new float[4]));
        Assert.Contains("has 4 floats; expected 7, for shape [7]", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("destination", () => vector.GetTensor("rows.bias", new float[8]));
    }

    [Fact]
    public void BuilderRejectsWhatDoesNotFit()
    {
        ParameterLayoutBuilder builder = new(length: 64);
        Assert.Throws<ArgumentException>("offset", () => builder.Add("long", [65], 0, TensorStorage.RowMajor, Initializer.Zeros));
        Assert.Throws<ArgumentException>(
            "offset", () => builder.Add("padded", [33, 1], 16, TensorStorage.Panels(1, 33), Initializer.Zeros));
        Assert.Throws<ArgumentException>("storage", () => builder.Add("turned", [2, 3], 0, TensorStorage.Panels(2, 3), Initializer.Zeros));
        Assert.Throws<ArgumentException>(
            "storage", () => builder.Add("groups", [2, 3, 1], 0, TensorStorage.GroupedPanels(3, 1, 2), Initializer.Zeros));
        Assert.Throws<ArgumentException>("shape", () => builder.Add("empty", [2, 0], 0, TensorStorage.RowMajor, Initializer.Zeros));
        builder.Add("first", [8], 0, TensorStorage.RowMajor, Initializer.Zeros);
        builder.Add("overlapping", [8], 7, TensorStorage.RowMajor, Initializer.Zeros);
        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public void BuilderRejectsEqualNames()
    {
        ParameterLayoutBuilder builder = new(length: 64);
        builder.Add("same", [8], 0, TensorStorage.RowMajor, Initializer.Zeros);
        builder.Add("same", [8], 8, TensorStorage.RowMajor, Initializer.Zeros);
        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public void ValuesDependOnSeedAndNameOnly()
    {
        ParameterLayoutBuilder builder = new(length: 2000);
        builder.Add("panels.weight", [33, 5, 1], 1024, TensorStorage.Panels(5, 33), Initializer.Normal(1));
        ParameterVector other = new CpuParameterVector(builder.Build(), (CpuDevice)Device.Cpu);
        ParameterVector vector = new CpuParameterVector(TestLayouts.Odd(), (CpuDevice)Device.Cpu);
        float[] expected = new float[165], actual = new float[165];
        vector.Initialize(seed: 9);
        vector.GetTensor("panels.weight", expected);
        other.Initialize(seed: 9);
        other.GetTensor("panels.weight", actual);
        Assert.Equal(expected, actual);
        other.Initialize(seed: 10);
        other.GetTensor("panels.weight", actual);
        Assert.NotEqual(expected, actual);
    }
}
