using SparseGen.Execution;

namespace SparseGen;

/// <summary>The matrix that a single weight stands for: itself, blocks along the diagonal, or J2 (I kron W) J1.</summary>
internal static class WeightMatrix
{
    /// <summary>Fills in a weight [outputs, ...], [blocks, rows, columns], or [rows, columns] that serves several blocks.</summary>
    /// <returns>Whether the weight is that of a map of this size.</returns>
    public static bool Fill(ParameterVector parameters, TensorLayout weight, double[,] matrix)
    {
        if (weight.Shape.Length < 2)
        {
            return false;
        }

        (int outputs, int inputs) = (matrix.GetLength(0), matrix.GetLength(1));
        bool hasBlocks = weight.Shape.Length == 3;
        int rows = weight.Shape[hasBlocks ? 1 : 0];
        int columns = weight.Count / rows / (hasBlocks ? weight.Shape[0] : 1);

        // A block has as many rows and columns as the layer only where it is the only one, and then permutations belong to it.
        RepeatedBlock? repeated = weight.Repeated is { Count: > 1 } && (rows, columns) == (outputs, inputs) ? null : weight.Repeated;
        int blocks = repeated?.Count ?? (hasBlocks ? weight.Shape[0] : 1);
        (int[]? before, int[]? after) = (repeated?.Before?.Invoke(), repeated?.After?.Invoke());
        if (rows != Partition.DivideUp(outputs, blocks) || columns != Partition.DivideUp(inputs, blocks)
            || (before is not null && before.Length != inputs) || (after is not null && after.Length != outputs))
        {
            return false;
        }

        int[]? places = after is null ? null : Permutations.Invert(after);
        float[] values = new float[weight.Count];
        parameters.GetTensor(weight.Name, values);
        for (int at = 0; at < blocks * rows * columns; at++)
        {
            int row = at / columns, column = (row / rows * columns) + (at % columns);
            if (row < outputs && column < inputs)
            {
                // (J1 x)[column] is x[before[column]], and what J2 moves to a row comes from the row after[row].
                matrix[places?[row] ?? row, before?[column] ?? column] = values[at % values.Length];
            }
        }

        return true;
    }
}
