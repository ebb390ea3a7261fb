namespace SparseGen;

/// <summary>
/// An exponential moving average of the parameters: average = decay average + (1 - decay) parameters after each step. It starts as the parameters
/// after the first step, as <c>torch.optim.swa_utils.AveragedModel</c> with <c>get_ema_multi_avg_fn</c> has it (averages of the way that training takes: Polyak and
/// Juditsky 1992; with exponential weights in deep networks: Tarvainen and Valpola 2017, arXiv 1703.01780). Training does not see it.
/// Running statistics are those of the model, as PyTorch has it with <c>use_buffers=False</c>.
/// </summary>
/// <remarks>
/// To evaluate with it:
/// <code>
/// using (averaging.Apply(model.Parameters))
/// {
///     result = trainer.Evaluate(test);
/// }
/// </code>
/// Several averages with decays of their own may run together.
/// </remarks>
public sealed class WeightAveraging : ITrainingHook, IStateful
{
    private readonly SavedParameters _saved = new();
    private ParameterVector? _average;
    private ParameterVector? _parameters;

    /// <summary>An average that the first step begins.</summary>
    /// <param name="decay">Share of the average that stays in a step; in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public WeightAveraging(float decay) => Decay = NumberArguments.ShareBelowOne(decay, nameof(decay));

    /// <summary>Share of the average that stays in a step.</summary>
    public float Decay { get; }

    /// <summary>The averaged parameters.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet.</exception>
    public ParameterVector Average =>
        _average ?? throw new InvalidOperationException("There is no average before the first training step.");

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.None;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The model holds the averaged parameters, since the scope of <see cref="Apply"/> has not ended; or the average is that of another model.
    /// </exception>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        Check(context.Parameters, "training goes on");
        return next(batch);
    }

    /// <inheritdoc/>
    public void AfterStep(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_average is null)
        {
            _average = context.Parameters.CreateLike();
            _average.CopyFrom(context.Parameters);
            _parameters = context.Parameters;
            return;
        }

        // As parameters + decay (average - parameters): rounding of the decay moves no average of equal numbers.
        _average.Update(new InterpolationRule(Decay), context.Parameters, null, null);
        if (context.Parameters.Layout.State is { } state)
        {
            _average.Update(new CopyRule(), context.Parameters, null, null, state);
        }
    }

    /// <summary>Forgets the average; the next step begins one, which may be of another model.</summary>
    public void Reset() => (_average, _parameters) = (null, null);

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Check(state.Parameters, "a state is saved or loaded");
        state.Setting("decay", Decay);
        state.Vector("average", () => _average, value =>
        {
            _average = value;
            _parameters = value is null ? null : state.Parameters;
        });
    }

    /// <summary>Puts the average into the model until the result is disposed of, which brings its own parameters back bit for bit.</summary>
    /// <param name="parameters">The parameters of the model that is trained.</param>
    /// <exception cref="ArgumentException">They are those of another model.</exception>
    /// <exception cref="InvalidOperationException">There was no step yet, or the average is in the model already.</exception>
    public ParameterRestoration Apply(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ParameterVector average = Average;
        ParameterRestoration restoration = _saved.Save(parameters);
        try
        {
            parameters.CopyFrom(average);
            return restoration;
        }
        catch
        {
            restoration.Dispose();
            throw;
        }
    }

    private void Check(ParameterVector parameters, string purpose)
    {
        if (_saved.IsHolding)
        {
            throw new InvalidOperationException($"The model holds the averaged parameters; end the scope of {nameof(Apply)} before {purpose}.");
        }

        // Two instances of a class have one layout, so that nothing else would notice.
        if (_parameters is not null && !ReferenceEquals(_parameters, parameters))
        {
            throw new InvalidOperationException(
                $"This {nameof(WeightAveraging)} has begun the average of another model, or of another instance of this one; use one for each, or call {nameof(Reset)}() first.");
        }
    }
}
