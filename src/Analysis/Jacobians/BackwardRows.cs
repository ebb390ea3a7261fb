namespace SparseGen.Analysis;

/// <summary>Runs a model forward and backward for its derivatives, and leaves its gradients as they were.</summary>
internal static class BackwardRows
{
    /// <summary>Checks a sample, or several, and that the model is the same function in training as in inference.</summary>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite, or the model has dropout or stochastic depth.</exception>
    public static void Check<TModel>(TModel model, ReadOnlySpan<float> inputs, string name)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        (int size, int outputs) = (TModel.Info.InputSize, TModel.Info.OutputSize);
        if (inputs.IsEmpty || inputs.Length % size != 0)
        {
            throw new ArgumentException($"{name} has {inputs.Length} numbers; expected a multiple of {size}, the inputs of {TModel.Info.Name}.", name);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (!float.IsFinite(inputs[i]))
            {
                throw new ArgumentException($"{name}[{i}] is {inputs[i]}; expected finite numbers.", name);
            }
        }

        if (model.Parameters.Layout.HasState)
        {
            throw new ArgumentException(
                $"{TModel.Info.Name} has batch norms, whose statistics in training are those of a batch and not of a sample; expected a model without them.", nameof(model));
        }

        float[] sample = inputs[..size].ToArray(), ones = new float[outputs];
        Array.Fill(ones, 1f);
        KeepingGradients(model, () =>
        {
            // Two passes see two masks of dropout where there is any; without, they are the same to the last bit.
            ParameterVector first = model.Gradients.CreateLike();
            model.ForwardTraining(sample);
            model.Backward(ones);
            first.CopyFrom(model.Gradients);
            model.Gradients.Clear();
            model.ForwardTraining(sample);
            model.Backward(ones);
            first.Axpy(-1, model.Gradients);
            if (first.InfinityNorm() != 0)
            {
                throw new ArgumentException(
                    $"{TModel.Info.Name} has other gradients whenever they are computed, or ones that are not finite; "
                    + "expected a model without dropout and stochastic depth.", nameof(model));
            }
        });
    }

    /// <summary>Calls something with the model's gradients at zero, and puts back what was in them, and the noise step.</summary>
    public static void KeepingGradients<TModel>(TModel model, Action action)
        where TModel : class, IModel<TModel>
    {
        ulong step = model.NoiseStep;
        ParameterVector kept = model.Gradients.CreateLike();
        kept.CopyFrom(model.Gradients);
        try
        {
            model.Gradients.Clear();
            action();
        }
        finally
        {
            model.Gradients.CopyFrom(kept);
            model.NoiseStep = step;
        }
    }
}
