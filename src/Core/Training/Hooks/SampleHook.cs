namespace SparseGen;

/// <summary>
/// A hook that changes each sample of a batch on its own, whatever its shape, and leaves the targets: what augmentations of one's own are derived from. For images
/// there is <see cref="ImageHook"/>, and for changes that mix samples or touch targets <see cref="DataHook"/>.
/// </summary>
/// <remarks>
/// The random numbers that a sample gets depend on the hook's type, its seed, the step and the sample's place in the batch, and on nothing else: so threads,
/// devices, other hooks, a resumed run and a second call in the same step change nothing.
/// <code>
/// public sealed class Noise(float deviation, ulong seed = 0) : SampleHook(seed)
/// {
///     protected override void ChangeSample(ReadOnlySpan&lt;float&gt; source, Span&lt;float&gt; destination, CounterRandom random)
///     {
///         for (int i = 0; i &lt; source.Length; i++)
///         {
///             destination[i] = source[i] + (deviation * (float)random.NextNormal());
///         }
///     }
/// }
/// </code>
/// </remarks>
public abstract class SampleHook : DataHook
{
    /// <param name="seed">With the number of the step and the place of the sample, decides what is drawn.</param>
    protected SampleHook(ulong seed)
        : base(seed)
    {
    }

    /// <inheritdoc/>
    protected sealed override Targets Change(TrainingContext context, TrainingBatch batch, CounterRandom random, Span<float> input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        int size = context.Model.InputSize;
        for (int sample = 0; sample < batch.Size; sample++)
        {
            RestartForSample(context, random, sample);
            ChangeSample(batch.Input.Slice(sample * size, size), input.Slice(sample * size, size), random);
        }

        return batch.Targets;
    }

    /// <summary>Writes one changed sample.</summary>
    /// <param name="source">The sample as it came, as the model takes it.</param>
    /// <param name="destination">Takes the changed sample; it holds anything, and every number has to be written.</param>
    /// <param name="random">The random numbers of this sample in this step.</param>
    protected abstract void ChangeSample(ReadOnlySpan<float> source, Span<float> destination, CounterRandom random);
}
