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
}
