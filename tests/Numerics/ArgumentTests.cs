namespace SparseGen.Tests.Numerics;

/// <summary>Misuse of a generated model at run time: the exception names the value and what was expected.</summary>
public sealed class ArgumentTests
{
    // PrimeMixer: 35 numbers in, 2 out.
    [Fact]
    public void ForwardWantsWholeSamples() =>
        Contains(model => model.Forward(new float[36], new float[2]), typeof(ArgumentException), "36", "35");

    [Fact]
    public void ForwardWantsRoomForTheOutput() =>
        Contains(model => model.Forward(new float[70], new float[3]), typeof(ArgumentException), "3", "4");

    [Fact]
    public void ForwardTrainingWantsAtMostMaxBatch() =>
        Contains(model => model.ForwardTraining(new float[4 * 35]), typeof(ArgumentException), "4", "3");

    [Fact]
    public void BackwardWantsAGradientForEachOutput() =>
        Contains(
            model =>
            {
                model.ForwardTraining(new float[70]);
                model.Backward(new float[5]);
            },
            typeof(ArgumentException),
            "5",
            "4");

    [Fact]
    public void BackwardWantsAForwardPass() =>
        Contains(model => model.Backward(new float[2]), typeof(InvalidOperationException), "ForwardTraining");

    [Fact]
    public void ABatchHoldsAtLeastOneSample()
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => ModelCases.Named("PrimeMixer").Create(0, Device.Cpu, 0));
        Assert.Contains("maxBatch", exception.Message, StringComparison.Ordinal);
    }

    private static void Contains(Action<ITestModel> misuse, Type type, params string[] parts)
    {
        using var model = ModelCases.Named("PrimeMixer").Create(3, Device.Cpu, 0);
        var exception = Record.Exception(() => misuse(model));
        Assert.IsAssignableFrom(type, exception);
        Assert.All(parts, part => Assert.Contains(part, exception!.Message, StringComparison.Ordinal));
    }
}
