using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// A hook that changes each image of a batch, [channels, height, width], on its own and leaves the targets: what augmentations of images are derived from.
/// </summary>
/// <remarks>
/// A step throws <see cref="InvalidOperationException"/> where the model's input is no image. What an image gets depends on the hook's type, its seed, the step and
/// the image's place in the batch, and on nothing else:
/// <code>
/// public sealed class Brightness(float most, ulong seed = 0) : ImageHook(seed)
/// {
///     protected override void ChangeImage(
///         ReadOnlySpan&lt;float&gt; source, Span&lt;float&gt; destination, int channels, int height, int width, CounterRandom random)
///     {
///         float shift = most * (float)((2 * random.NextDouble()) - 1);
///         for (int i = 0; i &lt; source.Length; i++)
///         {
///             destination[i] = source[i] + shift;
///         }
///     }
/// }
/// </code>
/// </remarks>
public abstract class ImageHook : DataHook
{
    /// <param name="seed">With the number of the step and the place of the sample, decides what is drawn.</param>
    protected ImageHook(ulong seed)
        : base(seed)
    {
    }

    /// <inheritdoc/>
    protected sealed override Targets Change(TrainingContext context, TrainingBatch batch, CounterRandom random, Span<float> input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        ImmutableArray<int> shape = context.Model.InputShape;
        if (shape.Length != 3)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} needs a model with images as input, [channels, height, width]; a sample of {context.Model.Name} is "
                + $"[{string.Join(", ", shape)}].");
        }

        int size = context.Model.InputSize;
        for (int sample = 0; sample < batch.Size; sample++)
        {
            if (!DrawsInOneSequence)
            {
                RestartForSample(context, random, sample);
            }

            ChangeImage(
                batch.Input.Slice(sample * size, size), input.Slice(sample * size, size), shape[0], shape[1], shape[2], random);
        }

        return batch.Targets;
    }

    /// <summary>Whether the draws of all samples are one sequence, as the library's first image hooks have had it since; steps are to stay as they were.</summary>
    private protected virtual bool DrawsInOneSequence => false;

    /// <summary>Writes one changed image, [channels, height, width].</summary>
    /// <param name="source">The image as it came.</param>
    /// <param name="destination">Takes the changed image; it holds anything, and every pixel has to be written.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="random">Random numbers that depend on the hook's type and seed, the step and the sample's place in the batch, and on nothing else.</param>
    protected abstract void ChangeImage(
        ReadOnlySpan<float> source, Span<float> destination, int channels, int height, int width, CounterRandom random);
}
