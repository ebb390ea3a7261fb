namespace SparseGen;

/// <summary>Moves tensors between the parameters of a model and matrices in double precision.</summary>
internal static class LayerTensors
{
    public static void Read(ParameterVector parameters, string name, BlockTensor blocks)
    {
        float[] values = new float[Check(parameters, name, blocks).Count];
        parameters.GetTensor(name, values);
        for (int i = 0; i < values.Length; i++)
        {
            blocks.Values[i] = values[i];
        }
    }

    public static void Write(ParameterVector parameters, string name, BlockTensor blocks)
    {
        float[] values = new float[Check(parameters, name, blocks).Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)blocks.Values[i];
        }

        parameters.SetTensor(name, values);
    }

    private static TensorLayout Check(ParameterVector parameters, string name, BlockTensor blocks)
    {
        TensorLayout tensor = parameters.Layout.Find(name);
        return tensor.Shape is [int count, int rows, int columns] && (count, rows, columns) == (blocks.Blocks, blocks.Rows, blocks.Columns)
            ? tensor
            : throw new ArgumentException(
                $"Tensor \"{name}\" has the shape [{string.Join(", ", tensor.Shape)}]; expected [{blocks.Blocks}, {blocks.Rows}, {blocks.Columns}].",
                nameof(name));
    }
}
