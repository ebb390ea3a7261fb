namespace SparseGen;

/// <summary>What a training hook works on; one object for the life of a trainer.</summary>
public sealed class TrainingContext
{
    private readonly IOptimizer _optimizer;

    internal TrainingContext(ModelInfo model, int maxBatch, ParameterVector parameters, ParameterVector gradients, IOptimizer optimizer, ILoss loss)
    {
        Model = model;
        MaxBatch = maxBatch;
        Parameters = parameters;
        Gradients = gradients;
        _optimizer = optimizer;
        Loss = loss;
    }

    /// <summary>Shapes and cost of the model.</summary>
    public ModelInfo Model { get; }

    /// <summary>
    /// Largest batch of one call of a <see cref="GradientFunction"/>: the model's MaxBatch, times <see cref="Trainer{TModel}.AccumulationSteps"/>.
    /// </summary>
    public int MaxBatch { get; internal set; }

    /// <summary>The learned numbers. A hook that moves them to look around moves them back.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>Where a <see cref="GradientFunction"/> leaves the gradient, and where the optimiser takes it from.</summary>
    public ParameterVector Gradients { get; }

    /// <summary>Steps that the trainer has finished before this one.</summary>
    public long Step { get; internal set; }

    /// <summary>The learning rate of this step.</summary>
    public float LearningRate => _optimizer.LearningRate;

    /// <summary>The trainer's loss, for hooks that are written for one of them.</summary>
    internal ILoss Loss { get; }

    /// <summary>Computes Hessian-vector products, where the model has them.</summary>
    internal Action<ParameterVector, ParameterVector>? HessianFunction { private get; set; }

    /// <summary>
    /// result = H direction, exactly, with H the Hessian of the loss at the present parameters, over the batch of the last call of the model's own
    /// gradient. It costs one to two and a half such gradients, by the model.
    /// </summary>
    /// <param name="direction">A vector like the parameters.</param>
    /// <param name="result">Takes the product; may be <see cref="Gradients"/>, and must not be <paramref name="direction"/>.</param>
    /// <exception cref="ArgumentException">A vector is of another model or device, or the two are one.</exception>
    /// <exception cref="InvalidOperationException">There was no gradient yet, or the parameters have changed since the last one.</exception>
    /// <exception cref="NotSupportedException">
    /// The model was not declared with <see cref="ModelAttribute.HessianProducts"/>, or the loss does not implement
    /// <see cref="ILoss.EvaluateTangent"/>.
    /// </exception>
    public void HessianProduct(ParameterVector direction, ParameterVector result)
    {
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(result);
        if (ReferenceEquals(direction, result))
        {
            throw new ArgumentException("result is the direction, which the product reads; expected another vector.", nameof(result));
        }

        (HessianFunction ?? throw HessianProducts.Missing(Model))(direction, result);
    }
}
