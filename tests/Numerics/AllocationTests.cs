namespace SparseGen.Tests.Numerics;

/// <summary>After its first call, nothing in a training step or in inference allocates managed memory, on any thread.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string, string> ModelsOnCpus => TestMatrix.ModelsOnCpus;

    [SkippableTheory]
    [MemberData(nameof(ModelsOnCpus))]
    public void ForwardAllocatesNothing(string modelName, string deviceName)
    {
        // More samples than the buffers hold, so that the way through several pieces counts too.
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 8, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, 20);
        var output = new float[20 * model.Info.OutputSize];
        Allocations.AssertNone(() => model.Forward(input, output));
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnCpus))]
    public void ForwardTrainingAndBackwardAllocateNothing(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 8, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, 8);
        var outputGradient = ValueRecipe.Values("output_gradient", 8 * model.Info.OutputSize);
        Allocations.AssertNone(() =>
        {
            model.ForwardTraining(input);
            model.Backward(outputGradient);
        });
    }

    [SkippableTheory]
    [MemberData(nameof(ModelsOnCpus))]
    public void TrainerStepAllocatesNothing(string modelName, string deviceName)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(maxBatch: 8, TestDevices.Get(deviceName));
        var input = ValueRecipe.Input(model.Info, 8);
        var labels = ValueRecipe.Labels("labels", 8, model.Info.OutputSize);
        Allocations.AssertNone(() => model.Step(input, labels));
    }
}
