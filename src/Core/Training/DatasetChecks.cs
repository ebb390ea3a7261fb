namespace SparseGen;

/// <summary>Whether data can be given to a model.</summary>
internal static class DatasetChecks
{
    /// <summary>Checks the sizes of samples and targets.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public static void Fits(Dataset data, ModelInfo info, string name)
    {
        if (data.InputSize != info.InputSize)
        {
            throw new ArgumentException(
                $"A sample of {name} has {data.InputSize} inputs; {info.Name} needs {info.InputSize} "
                + $"([{string.Join(", ", info.InputShape)}]).",
                name);
        }

        if (!data.HasLabels && data.TargetSize != info.OutputSize)
        {
            throw new ArgumentException(
                $"A sample of {name} has {data.TargetSize} targets; {info.Name} needs {info.OutputSize}, one for each output.", name);
        }
    }

    /// <summary>Checks sizes, and the targets of all samples, as far as the loss says what it takes.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model or the loss.</exception>
    public static void Fits(Dataset data, ModelInfo info, ILoss loss, string name)
    {
        Fits(data, info, name);
        (loss as ITargetCheck)?.CheckTargets(data, info.OutputSize, name);
    }

    /// <summary>
    /// The same for data that reach the loss through hooks. Behind a hook that may hand on other targets than it was given nothing can be said of those in
    /// the data set.
    /// </summary>
    /// <exception cref="ArgumentException">The data do not fit the model, a hook or the loss.</exception>
    public static void Fits(Dataset data, ModelInfo info, IEnumerable<ITrainingHook> hooks, ILoss loss, string name)
    {
        Fits(data, info, name);
        foreach (ITrainingHook hook in hooks)
        {
            if (hook is ITargetCheck check)
            {
                check.CheckTargets(data, info.OutputSize, name);
                return;
            }

            if (hook is not ImageHook && (hook.Effects & (HookEffects.ChangesBatch | HookEffects.Unknown)) != HookEffects.None)
            {
                return;
            }
        }

        (loss as ITargetCheck)?.CheckTargets(data, info.OutputSize, name);
    }
}
