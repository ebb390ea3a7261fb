using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>An ensemble of members that is trained member by member, from data set to accuracy.</summary>
[Trait("Category", "Training")]
public sealed class MemberTrainingTests
{
    private const int Samples = 400, Members = 32;

    /// <summary>Which of two squares a point lies in, with eight columns that say nothing: a linear map cannot tell, since classes lie across.</summary>
    [Fact]
    public void MembersLearnWhatNoLinearMapCan()
    {
        Dataset data = Data();
        using var model = new TabularMembers(maxBatch: 50, Device.CpuWithThreads(2), seed: 1);
        var loss = new MemberLoss(new SoftmaxCrossEntropy(), Members);
        var trainer = new Trainer<TabularMembers>(model, new AdamW(learningRate: 3e-3f, weightDecay: 0.01f), loss);
        EvaluationResult before = trainer.Evaluate(data);
        trainer.Fit(data, null, new TrainingOptions { Epochs = 12, BatchSize = 50, Seed = 1 });
        EvaluationResult after = trainer.Evaluate(data);
        Assert.InRange(before.Loss, 0.6, 0.9);
        Assert.True(after.Loss < 0.55 && after.Accuracy > 0.9, $"loss {after.Loss}, accuracy {after.Accuracy}");

        // What the members say together is what accuracy was counted by, and they do not all say the same.
        float[] inputs = new float[Samples * 11], outputs = new float[Samples * Members * 2], said = new float[Samples * 2];
        var labels = new int[Samples];
        int[] all = [.. Enumerable.Range(0, Samples)];
        data.FillInputs(all, inputs);
        data.FillLabels(all, labels);
        model.Forward(inputs, outputs);
        loss.Predict(outputs, Samples, said);
        Assert.Equal(after.Accuracy, all.Count(sample => Scores.Best(said.AsSpan(2 * sample, 2)) == labels[sample]) / (double)Samples);
        Assert.True(Enumerable.Range(0, Members).Select(member => outputs[2 * member]).Distinct().Count() == Members);
    }

    private static Dataset Data()
    {
        float[] inputs = ValueRecipe.Values("columns", Samples * 11);
        int[] labels = [.. Enumerable.Range(0, Samples).Select(sample => inputs[sample * 11] * inputs[(sample * 11) + 1] > 0 ? 1 : 0)];
        return Dataset.FromFloats(inputs, 11, (ReadOnlyMemory<int>)labels);
    }
}
