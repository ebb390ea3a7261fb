namespace SparseGen.Tests.Infrastructure;

/// <summary>Asks for a Hessian-vector product after the gradient, then leaves a gradient of zero, so that the optimiser moves nothing.</summary>
internal sealed class HessianProductHook : ITrainingHook
{
    public ParameterVector Direction { get; set; } = null!;

    public ParameterVector Result { get; set; } = null!;

    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        var loss = next(batch);
        context.HessianProduct(Direction, Result);
        context.Gradients.Clear();
        return loss;
    }
}
