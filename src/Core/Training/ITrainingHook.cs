namespace SparseGen;

/// <summary>
/// Middleware around "loss and gradient at the present parameters". The first hook of <see cref="Trainer{TModel}.Hooks"/> is the outermost;
/// behind the last one stand the forward pass, the loss and the backward pass.
/// </summary>
/// <remarks>
/// <para>
/// A hook may move the parameters, call <c>next</c> several times, combine gradients, change the batch or add terms. It works with the
/// operations of <see cref="ParameterVector"/>, and so runs on every device. Vectors of its own it makes in the first step, with
/// <see cref="ParameterVector.CreateLike"/>, and keeps, so that it allocates nothing in later steps.
/// </para>
/// <para>
/// A hook that moves the parameters to look around brings them back bit for bit, also where <c>next</c> throws: a <see cref="SavedParameters"/> does both.
/// A sharpness-aware step, for instance (e is a vector of the hook, saved its <see cref="SavedParameters"/>, and the radius is rho):
/// </para>
/// <code>
/// float loss = next(batch);
/// e.CopyFrom(context.Gradients);
/// using (saved.Move(context.Parameters, (float)(rho / e.Norm()), e))
/// {
///     next(batch);
/// }
///
/// return loss;
/// </code>
/// <para>
/// <see cref="Effects"/> and <see cref="RefusedBehind"/> let the list of hooks refuse orders that make no sense, when its first step runs. A hook that leaves
/// them as they are is refused nowhere but behind one that has to be the innermost.
/// </para>
/// </remarks>
public interface ITrainingHook
{
    /// <summary>What this hook does to batch and gradient; <see cref="HookEffects.Unknown"/> by default. Does not change.</summary>
    HookEffects Effects => HookEffects.Unknown;

    /// <summary>What no hook behind this one may do, for this one to mean what it says; nothing by default. Does not change.</summary>
    HookEffects RefusedBehind => HookEffects.None;

    /// <summary>Leaves the gradient that the optimiser shall use in <see cref="TrainingContext.Gradients"/>.</summary>
    /// <param name="context">Parameters, gradients and the number of the step.</param>
    /// <param name="batch">The samples of the step.</param>
    /// <param name="next">What stands behind this hook.</param>
    /// <returns>The loss that the step reports, as a rule that of the first call of <paramref name="next"/>.</returns>
    /// <exception cref="InvalidOperationException">The hook cannot do with the model, the loss or the targets; the parameters are where they were.</exception>
    float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next);

    /// <summary>Called when the optimiser has moved the parameters; averages of weights are taken here. Does nothing by default.</summary>
    /// <param name="context">Parameters, gradients and the number of the step.</param>
    void AfterStep(TrainingContext context)
    {
    }
}
