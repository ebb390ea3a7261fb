using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>Columns of categories and inputs beside the first one, as a caller meets them.</summary>
[Trait("Category", "Numerics")]
public sealed class CategoryTests
{
    private const int Batch = 3;

    /// <summary>CurvedCategories has categories in columns 3 (7 of them) and 4 (4 of them).</summary>
    public static TheoryData<int, float, string> NoCategories => new()
    {
        { 3, 7f, "input has 7 in column 3 of sample 1; expected a whole number from 0 to 6, a category of 'embedding'." },
        { 3, -1f, "input has -1 in column 3 of sample 1; expected a whole number from 0 to 6, a category of 'embedding'." },
        { 4, 0.5f, "input has 0.5 in column 4 of sample 1; expected a whole number from 0 to 3, a category of 'embedding'." },
        { 4, float.NaN, "input has NaN in column 4 of sample 1; expected a whole number from 0 to 3, a category of 'embedding'." },
        { 4, float.PositiveInfinity, "input has Infinity in column 4 of sample 1; expected a whole number from 0 to 3, a category of 'embedding'." },
        { 3, 1e30f, "input has 1E+30 in column 3 of sample 1; expected a whole number from 0 to 6, a category of 'embedding'." },
    };

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [Theory]
    [MemberData(nameof(NoCategories))]
    public void WhatIsNoCategoryIsRefusedBeforeAnythingIsComputed(int column, float value, string message)
    {
        using var model = CurvedCases.Named(nameof(CurvedCategories)).CreateWithRecipe(Batch, Device.CpuWithThreads(1));
        var input = ValueRecipe.Input(model.Info, Batch);
        input[5 + column] = value;
        float[] output = new float[Batch * 3], before = Numbers(model, model.Parameters);

        Assert.StartsWith(message, Assert.Throws<ArgumentException>("input", () => model.Forward(input, output)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("input", () => model.ForwardTraining(input)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("input", () => model.Step(input, [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.All(output, static number => Assert.Equal(0, number));
        Assert.Equal(before, Numbers(model, model.Parameters));
    }

    [Fact]
    public void NegativeZeroIsZero()
    {
        using var model = CurvedCases.Named(nameof(CurvedCategories)).CreateWithRecipe(1, Device.CpuWithThreads(1));
        float[] expected = new float[3], actual = new float[3];
        model.Forward([1f, 2f, 3f, 0f, 0f], expected);
        model.Forward([1f, 2f, 3f, -0f, -0f], actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void AModelTellsItsInputsAndCategories()
    {
        Assert.Equal([33], CurvedInputs.Info.InputShape.AsEnumerable());
        Assert.Equal(
            [("input", "5x4", 0, 20), ("calendar", "5x2", 20, 10), ("shop", "3", 30, 3)],
            CurvedInputs.Info.Inputs.Select(static part => (part.Name, string.Join('x', part.Shape), part.Offset, part.Size)));
        Assert.Equal(
            [new("days", 21, 6, 5, 2), new CategoryInfo("shops", 31, 4), new CategoryInfo("shops", 32, 5)], CurvedInputs.Info.Categories.AsEnumerable());
        InputInfo only = Assert.Single(CurvedCategories.Info.Inputs);
        Assert.Equal(("input", 0, 5, 5), (only.Name, only.Offset, only.Size, only.SampleSize));
        Assert.Empty(OddMixer.Info.Categories);
    }

    [Fact]
    public void PartsAreWrittenIntoSamples()
    {
        float[] samples = new float[2 * 33];
        CurvedInputs.Info.Inputs[1].Write([.. Enumerable.Range(1, 20).Select(static i => (float)i)], samples);
        CurvedInputs.Info.Inputs[2].Write([21, 22, 23, 24, 25, 26], samples);
        Assert.All(samples[..20], static number => Assert.Equal(0, number));
        Assert.Equal([.. Enumerable.Range(1, 10).Append(21).Append(22).Append(23).Select(static i => (float)i)], samples[20..33]);
        Assert.Equal([.. Enumerable.Range(11, 10).Append(24).Append(25).Append(26).Select(static i => (float)i)], samples[53..]);
        Assert.Contains("7 floats", Assert.Throws<ArgumentException>("values", () => CurvedInputs.Info.Inputs[2].Write(new float[7], samples)).Message, StringComparison.Ordinal);
        Assert.Contains("66 floats", Assert.Throws<ArgumentException>("samples", () => CurvedInputs.Info.Inputs[2].Write(new float[9], samples)).Message, StringComparison.Ordinal);
    }

    /// <summary>All samples have the same categories: every worker adds to the same rows of the table.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void GradientsHaveTheSameBitsEachTime(int threads)
    {
        const int Many = 301;
        using var model = ModelCases.Named(nameof(WideCategories)).CreateWithRecipe(Many, Device.CpuWithThreads(threads));
        var input = ValueRecipe.Input(model.Info, Many);
        for (var sample = 0; sample < Many; sample++)
        {
            (input[(sample * 9) + 5], input[(sample * 9) + 6]) = (sample % 2, 7);
        }

        float[]? first = null;
        for (var run = 0; run < 5; run++)
        {
            model.Gradients.Clear();
            model.ForwardTraining(input);
            model.Backward(ValueRecipe.Values("output_gradient", Many * 3));
            first ??= Numbers(model, model.Gradients);
            Assert.Equal(first, Numbers(model, model.Gradients));
        }
    }

    /// <summary>A batch of thousands with one category: sums of blocks (decision 24), not one long sum.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void LongSumsStayExact(string deviceName)
    {
        Skip.If(deviceName == "simulator", "thousands of samples");
        const int Many = 20_000;
        using var model = ModelCases.Named(nameof(CategoriesAlone)).CreateWithRecipe(Many, TestDevices.Get(deviceName));
        model.ForwardTraining(new float[Many * 3]);
        model.Backward([.. Enumerable.Repeat(0.1f, Many * 6)]);
        var gradient = new float[11 * 2];
        model.Gradients.GetTensor("embedding.weight", gradient);
        double[] expected = [.. Enumerable.Range(0, gradient.Length).Select(static at => at / 2 is 0 or 4 or 9 ? Many * (double)0.1f : 0)];
        Approximately.Equal(expected, gradient, "gradient", 1e-5);
    }

    [Fact]
    public void RowsThatNoSampleHasAreLeftAlone()
    {
        using var model = ModelCases.Named(nameof(WideCategories)).CreateWithRecipe(Batch, Device.CpuWithThreads(2));
        model.ForwardTraining(ValueRecipe.Input(model.Info, Batch));
        model.Backward(ValueRecipe.Values("output_gradient", Batch * 3));
        var gradient = new float[221 * 35];
        model.Gradients.GetTensor("embedding.weight", gradient);
        Assert.InRange(gradient.Chunk(35).Count(static row => row.Any(static number => number != 0)), 4, 4 * Batch);
    }

    private static float[] Numbers(ITestModel model, ParameterVector vector) =>
    [
        .. model.Info.Tensors.SelectMany(tensor =>
        {
            var numbers = new float[tensor.Shape.Aggregate(1, static (product, size) => product * size)];
            vector.GetTensor(tensor.Name, numbers);
            return numbers;
        }),
    ];
}
