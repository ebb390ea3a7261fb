namespace SparseGen;

/// <summary>
/// Elastic weight consolidation: weight * sum_i F_i (p_i - p*_i)^2, which holds each parameter the more the more the loss depended on it
/// (Kirkpatrick et al. 2016, arXiv 1612.00796, there with a factor of 1/2).
/// </summary>
public sealed class ElasticWeightConsolidation : RememberingTerm
{
    /// <summary>
    /// The weight where none is given, 10. Ours, found by trial, since the paper on forgetting was not available; for a Fisher diagonal of single samples. Batches in
    /// <see cref="FisherDiagonal.Estimate"/> make F smaller and ask for a larger weight.
    /// </summary>
    public const float DefaultWeight = 10;

    private FisherDiagonal _fisher;
    private ParameterVector? _difference;
    private ParameterVector? _scaled;

    /// <summary>Holds a model near its parameters, with <see cref="DefaultWeight"/>.</summary>
    /// <param name="fisher">F and p*.</param>
    public ElasticWeightConsolidation(FisherDiagonal fisher)
        : this(DefaultWeight, fisher)
    {
    }

    /// <summary>Holds a model near its parameters.</summary>
    /// <param name="weight">Factor of the term; finite and not negative.</param>
    /// <param name="fisher">F and p*.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside its range.</exception>
    public ElasticWeightConsolidation(float weight, FisherDiagonal fisher)
        : base(weight)
    {
        ArgumentNullException.ThrowIfNull(fisher);
        _fisher = fisher;
    }

    /// <summary>F and p* too: whoever goes on with a run has the model that it began with no more.</summary>
    private protected override void DescribeState(StateFields state)
    {
        base.DescribeState(state);
        state.RequiredVector("fisher", () => _fisher.Values, value => _fisher = new FisherDiagonal(value, _fisher.Anchor));
        state.RequiredVector("anchor", () => _fisher.Anchor, value => _fisher = new FisherDiagonal(_fisher.Values, value));
    }

    /// <inheritdoc/>
    internal override void Check(TrainingContext context)
    {
        try
        {
            context.Parameters.CheckFits(_fisher.Values, nameof(FisherDiagonal));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException(
                $"{nameof(ElasticWeightConsolidation)} needs the {nameof(FisherDiagonal)} of the trainer's model, {context.Model.Name}. {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    internal override double Add(TrainingContext context, GradientFunction next)
    {
        _difference ??= context.Parameters.CreateLike();
        _scaled ??= context.Parameters.CreateLike();
        _difference.CopyFrom(context.Parameters);
        _difference.Axpy(-1, _fisher.Anchor);
        _scaled.CopyFrom(_difference);
        _scaled.Update(new MultiplicationRule(1), _fisher.Values, null, null);
        context.Gradients.Axpy(2 * Weight, _scaled);
        return Weight * _scaled.Dot(_difference);
    }
}
