namespace SparseGen;

/// <summary>What the hooks that change a batch share: a place for the changed inputs, and random numbers that depend on seed and step alone.</summary>
/// <remarks>
/// The same step gives the same change, however often it is asked for. Batches are changed once, so data hooks stand in front of the hooks that ask for
/// several gradients of one batch.
/// </remarks>
public abstract class DataHook : ITrainingHook, IStateful
{
    private readonly ulong _stream;
    private readonly CounterRandom _random;
    private float[] _input = [];

    /// <param name="seed">Any number.</param>
    protected DataHook(ulong seed)
    {
        // Two kinds of hook with one seed draw from streams of their own.
        _stream = CounterRandom.Hash(GetType().Name);
        _random = new CounterRandom(seed, _stream);
        Seed = seed;
    }

    /// <summary>Seed of what is drawn.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public HookEffects Effects => HookEffects.ChangesBatch;

    /// <inheritdoc/>
    public virtual HookEffects RefusedBehind => HookEffects.None;

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state) => DescribeState(state);

    /// <inheritdoc/>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        int needed = context.MaxBatch * context.Model.InputSize;
        if (_input.Length < needed)
        {
            _input = new float[needed];
        }

        _random.Restart(unchecked(_stream + (ulong)context.Step));
        Span<float> input = _input.AsSpan(0, batch.Input.Length);
        return next(new TrainingBatch(input, Change(context, batch, _random, input), batch.Size));
    }

    /// <summary>What a saved run has to find as it was: the seed, and whatever else decides what is drawn.</summary>
    /// <param name="state">Takes names and values.</param>
    private protected virtual void DescribeState(StateFields state) => state.Setting("seed", Seed);

    /// <summary>Goes to the random numbers that belong to a sample of this step, whatever was drawn before.</summary>
    /// <param name="context">The step.</param>
    /// <param name="random">The random numbers that <see cref="Change"/> was given.</param>
    /// <param name="sample">The sample's place in the batch.</param>
    protected void RestartForSample(TrainingContext context, CounterRandom random, int sample)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);

        // Scrambled, so that the streams of one step's samples are nowhere near those of the steps after it.
        random.Restart(unchecked(Scramble(_stream + (ulong)context.Step) + (ulong)sample));
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection that spreads every bit.</summary>
    private static ulong Scramble(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Writes the changed inputs and gives the changed targets.</summary>
    /// <param name="context">Shapes of the model.</param>
    /// <param name="batch">The batch as it came.</param>
    /// <param name="random">The random numbers of this step.</param>
    /// <param name="input">Takes the inputs, [batch, input size].</param>
    protected abstract Targets Change(TrainingContext context, TrainingBatch batch, CounterRandom random, Span<float> input);
}
