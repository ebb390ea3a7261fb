using System.Collections.Immutable;

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

    public static double[,] ReadMatrix(ParameterVector parameters, TensorLayout tensor)
    {
        float[] values = new float[tensor.Count];
        parameters.GetTensor(tensor.Name, values);
        double[,] matrix = new double[tensor.Shape[0], tensor.Shape[1]];
        for (int at = 0; at < values.Length; at++)
        {
            matrix[at / tensor.Shape[1], at % tensor.Shape[1]] = values[at];
        }

        return matrix;
    }

    /// <summary>Refuses a prefix under which there is no weight but those of several maps.</summary>
    public static void RefuseBlock(ParameterLayout layout, string layer)
    {
        string[] maps = layout.TryFind(layer + ".weight", out _)
            ? []
            : [.. ImmutableArray
                .CreateRange(
                    layout.Tensors.RemoveAll(tensor => tensor.Shape.Length < 2 || !tensor.Name.StartsWith(layer + ".", StringComparison.Ordinal)),
                    static tensor => tensor.Name[..tensor.Name.LastIndexOf('.')])
                .Distinct()];
        if (maps.Length > 0)
        {
            throw new ArgumentException(
                $"\"{layer}\" is a block of several layers, and activations or layer norms among them leave it without a matrix; "
                + $"expected one linear map: {string.Join(", ", maps.Take(8))}{(maps.Length > 8 ? ", ..." : "")}. "
                + $"For layers that are all linear, multiply their matrices or use {nameof(EffectiveWeights)}.{nameof(EffectiveWeights.OfModel)}.",
                nameof(layer));
        }
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
