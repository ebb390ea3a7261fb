namespace SparseGen.Tests.Numerics;

/// <summary>The list of activations that a generated program keeps names places that the forward pass writes, and writes whole.</summary>
public sealed class ActivationRecordTests
{
    private const int Batch = 3;

    public static TheoryData<string, string> Models => TestMatrix.ModelsOnCpus;

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void EveryPlaceIsWritten(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 5, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, Batch);

        // What a pass over numbers that are none leaves behind shows wherever the next one does not write.
        model.ForwardTraining(NoNumbers(model.Info, 5));
        model.Backward(Enumerable.Repeat(float.NaN, 5 * model.Info.OutputSize).ToArray());
        model.ForwardTraining(input);
        ActivationRecord record = model.Activations;
        Assert.Equal(Batch, record.Batch);
        Assert.Equal(input, Read(record, 0));
        string[] names = [.. Enumerable.Range(0, record.Count).Select(record.Name)];
        Assert.DoesNotContain(names, static name => name.Contains('{', StringComparison.Ordinal) || name.Contains("gradient", StringComparison.Ordinal));
        float[] output = model.Output.ToArray();
        bool hasOutput = false;
        for (int i = 0; i < record.Count; i++)
        {
            float[] values = Read(record, i);
            Assert.True(values.All(float.IsFinite), $"{names[i]} is not written whole.");
            hasOutput |= values.SequenceEqual(output);
        }

        Assert.True(hasOutput);
    }

    [Fact]
    public void RepetitionsHaveTheNumbersOfTheirTensors()
    {
        using var model = ModelCases.Named("StackedMixer").CreateWithRecipe(maxBatch: 1, Device.CpuWithThreads(1));
        ActivationRecord record = model.Activations;
        string[] names = [.. Enumerable.Range(0, record.Count).Select(record.Name)];
        int first = Array.FindIndex(names, static name => name.StartsWith("blocks.0.", StringComparison.Ordinal));
        int second = Array.FindIndex(names, static name => name.StartsWith("blocks.1.", StringComparison.Ordinal));
        Assert.InRange(first, 1, second - 1);
        Assert.All(names[second..], static name => Assert.DoesNotContain("blocks.0.", name, StringComparison.Ordinal));
    }

    /// <summary>A batch of nothing but NaN, and of categories where those are asked for.</summary>
    private static float[] NoNumbers(ModelInfo info, int batch)
    {
        float[] categories = ValueRecipe.Input(info, batch), others = ValueRecipe.Values("input", batch * info.InputSize);
        return [.. categories.Zip(others, static (category, other) => category == other ? float.NaN : category)];
    }

    private static float[] Read(ActivationRecord record, int index)
    {
        float[] values = new float[record.Batch * record.Size(index)];
        record.Read(index, values);
        return values;
    }
}
