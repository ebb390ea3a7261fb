using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What the data hooks for images share: each sample is [channels, height, width] and changed on its own; the targets stay.</summary>
/// <remarks>A step throws <see cref="InvalidOperationException"/> where the model's input is no image.</remarks>
public abstract class ImageHook : DataHook
{
    private protected ImageHook(ulong seed)
        : base(seed)
    {
    }

    private protected sealed override Targets Change(TrainingContext context, TrainingBatch batch, CounterRandom random, Span<float> input)
    {
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
            ChangeImage(
                batch.Input.Slice(sample * size, size), input.Slice(sample * size, size), shape[0], shape[1], shape[2], random);
        }

        return batch.Targets;
    }

    /// <summary>Writes one changed image, [channels, height, width].</summary>
    private protected abstract void ChangeImage(
        ReadOnlySpan<float> source, Span<float> destination, int channels, int height, int width, CounterRandom random);
}
