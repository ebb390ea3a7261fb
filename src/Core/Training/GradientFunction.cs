namespace SparseGen;

/// <summary>
/// Loss and gradient at the present parameters: replaces what <see cref="TrainingContext.Gradients"/> holds by the gradient of the mean
/// loss over <paramref name="batch"/>, and returns that loss.
/// </summary>
/// <param name="batch">Any samples: the ones of the step, or others.</param>
public delegate float GradientFunction(TrainingBatch batch);
