using System.Buffers;
using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Looks for the first number of a step that is not finite. It costs a step and a look at all that was kept, on GPUs a copy of it: for when something has gone
/// wrong, not for every step.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="gradient">Loss and gradient at the present parameters, without hooks.</param>
internal sealed class Diagnostician<TModel>(TModel model, GradientFunction gradient)
    where TModel : class, IModel<TModel>
{
    /// <summary>Runs the batch and looks; what the model holds of earlier passes is overwritten.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="outputGradient">Where the gradient of the output is left.</param>
    /// <param name="largestGradient">The largest gradient that the optimiser can take.</param>
    public Diagnosis Run(TrainingBatch batch, ReadOnlySpan<float> outputGradient, float largestGradient)
    {
        float loss = gradient(batch);
        int outputs = TModel.Info.OutputSize;
        return new Diagnosis
        {
            Loss = loss,
            Parameters = FindInTensors(model.Parameters, float.MaxValue, isReversed: false),
            Input = Find("input", batch.Input, batch.Size),
            Target = Find("target", batch.Targets.Values, batch.Size),
            Activation = FindActivation(batch.Size),
            OutputGradient = Find("output", outputGradient[..(batch.Size * outputs)], batch.Size),
            Gradients = FindInTensors(model.Gradients, largestGradient, isReversed: true),
        };
    }

    /// <summary>The tensors with a number that is not finite, or larger than a limit; padding between tensors does not count.</summary>
    public static ImmutableArray<NonFiniteNumber> FindInTensors(ParameterVector vector, float largest, bool isReversed)
    {
        var found = ImmutableArray.CreateBuilder<NonFiniteNumber>();
        if (vector.InfinityNorm() <= largest)
        {
            return [];
        }

        foreach (TensorLayout tensor in isReversed ? vector.Layout.Tensors.Reverse() : vector.Layout.Tensors)
        {
            // Its storage first: the dense form of a sparse tensor may be far larger, and most tensors are well.
            float[] buffer = ArrayPool<float>.Shared.Rent(tensor.StorageLength);
            Span<float> storage = buffer.AsSpan(0, tensor.StorageLength);
            vector.Read(tensor.Offset, storage);
            if (IndexOfWrong(storage, largest) >= 0)
            {
                float[] values = new float[tensor.Count];
                tensor.Storage.Unpack(storage, values);
                int index = IndexOfWrong(values, largest);
                if (index >= 0)
                {
                    found.Add(new NonFiniteNumber(tensor.Name, values[index], Sample: -1, index, CountWrong(values, largest), values.Length));
                }
            }

            ArrayPool<float>.Shared.Return(buffer);
        }

        return found.ToImmutable();
    }

    private NonFiniteNumber? FindActivation(int samples)
    {
        if (model is not IActivationSource source)
        {
            return Find("output", model.Output, samples);
        }

        ActivationRecord record = source.Activations;
        float[] buffer = [];
        for (int i = 0; i < record.Count; i++)
        {
            int length = samples * record.Size(i);
            buffer = buffer.Length < length ? new float[length] : buffer;
            Span<float> values = buffer.AsSpan(0, length);
            record.Read(i, values);
            if (Find(record.Name(i), values, record.IsInOrderOfSamples(i) ? samples : 0) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <param name="name">What it is called.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="samples">Samples that stand one after another; 0 where they do not.</param>
    private static NonFiniteNumber? Find(string name, ReadOnlySpan<float> values, int samples)
    {
        int index = IndexOfWrong(values, float.MaxValue);
        if (index < 0)
        {
            return null;
        }

        (int sample, int place) = samples > 0 ? Math.DivRem(index, values.Length / samples) : (-1, index);
        return new NonFiniteNumber(name, values[index], sample, place, CountWrong(values, float.MaxValue), values.Length);
    }

    private static int IndexOfWrong(ReadOnlySpan<float> values, float largest)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= largest))
            {
                return i;
            }
        }

        return -1;
    }

    private static int CountWrong(ReadOnlySpan<float> values, float largest)
    {
        int count = 0;
        foreach (float value in values)
        {
            count += Math.Abs(value) <= largest ? 0 : 1;
        }

        return count;
    }
}
