namespace SparseGen.Tests.Infrastructure;

/// <summary>Values for tensors of which some are sparse.</summary>
internal static class KeptWeights
{
    /// <summary>The values with zeros where a sparse tensor has no place for them.</summary>
    public static float[] Of(ParameterVector parameters, string tensor, float[] values)
    {
        if (parameters.Layout.Find(tensor).Storage.Mask is not { } mask)
        {
            return values;
        }

        return [.. values.Select((value, position) => mask.IsKept(position / mask.Inputs, position % mask.Inputs) ? value : 0f)];
    }

    /// <summary>Sets a tensor to the values that it has places for.</summary>
    public static void SetKept(this ParameterVector parameters, string tensor, float[] values) =>
        parameters.SetTensor(tensor, Of(parameters, tensor, values));
}
