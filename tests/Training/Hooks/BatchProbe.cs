namespace SparseGen.Tests.Training.Hooks;

/// <summary>Keeps a copy of the batch that reaches it.</summary>
internal sealed class BatchProbe : ITrainingHook
{
    public float[] Input { get; private set; } = [];

    public int[] Labels { get; private set; } = [];

    public float[] Values { get; private set; } = [];

    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        Input = batch.Input.ToArray();
        Labels = batch.Targets.Labels.ToArray();
        Values = batch.Targets.Values.ToArray();
        return next(batch);
    }
}
