namespace SparseGen.Tool.Datasets;

/// <summary>Data sets as arrays, for instruments that look at all samples at once.</summary>
internal static class DatasetContents
{
    /// <summary>The inputs of all samples, [samples, input size].</summary>
    public static float[] ReadInputs(this Dataset data)
    {
        float[] inputs = new float[data.Count * data.InputSize];
        data.FillInputs(All(data), inputs);
        return inputs;
    }

    /// <summary>The labels of all samples.</summary>
    public static int[] ReadLabels(this Dataset data)
    {
        int[] labels = new int[data.Count];
        data.FillLabels(All(data), labels);
        return labels;
    }

    private static int[] All(Dataset data) => [.. Enumerable.Range(0, data.Count)];
}
