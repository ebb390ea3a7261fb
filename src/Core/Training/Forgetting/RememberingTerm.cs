namespace SparseGen;

/// <summary>What keeps a model as it was while <see cref="SelectiveForgetting"/> changes it: a term of its objective.</summary>
public abstract class RememberingTerm : IStateful
{
    private protected RememberingTerm(float weight) => Weight = NumberArguments.NotNegative(weight, nameof(weight));

    /// <summary>Factor of the term in the objective.</summary>
    public float Weight { get; }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state) => DescribeState(state);

    /// <summary>What the term has to find as it was, and what it was made of.</summary>
    private protected virtual void DescribeState(StateFields state) => state.Setting("weight", Weight);

    /// <summary>Whether the term can be had with the trainer's model and loss; asked before anything is computed.</summary>
    /// <param name="context">The trainer's.</param>
    /// <exception cref="InvalidOperationException">The term is written for another loss, or was made for another model.</exception>
    internal abstract void Check(TrainingContext context);

    /// <summary>Adds the gradient of the weighted term into <see cref="TrainingContext.Gradients"/>.</summary>
    /// <param name="context">Parameters, gradients and the number of the step.</param>
    /// <param name="next">Loss and gradient at the present parameters; replaces the gradients.</param>
    /// <returns>The weighted term.</returns>
    internal abstract double Add(TrainingContext context, GradientFunction next);
}
