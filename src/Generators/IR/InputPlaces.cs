using SparseGen.Generators.Ops;

namespace SparseGen.Generators.IR;

/// <summary>Where the numbers of a value come from, as long as they are those of the model's input.</summary>
internal static class InputPlaces
{
    /// <summary>The place in a sample of each number; -1 for one that is computed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="input">The model's input.</param>
    public static int[] Of(Value value, Value input) => value == input ? [.. Enumerable.Range(0, input.Size)] : value.Producer switch
    {
        ViewOp view => Of(view.Inputs[0], input),
        BroadcastOp { IsCopyForEachRow: true } copies => Repeat(Of(copies.Inputs[0], input), value.Size),
        JoinOp join => Join(Of(join.Inputs[0], input), Of(join.Inputs[1], input), join.Rows),
        SplitOp split => Part(Of(split.Inputs[0], input), split.Outputs[0].Size / split.Rows, split.Rows, isFirst: value == split.Outputs[0]),
        _ => [.. Enumerable.Repeat(-1, value.Size)],
    };

    private static int[] Repeat(int[] places, int size) => [.. Enumerable.Range(0, size).Select(i => places[i % places.Length])];

    private static int[] Join(int[] first, int[] second, int rows)
    {
        (int left, int right) = (first.Length / rows, second.Length / rows);
        return [.. Enumerable.Range(0, first.Length + second.Length).Select(i =>
        {
            int row = i / (left + right), column = i % (left + right);
            return column < left ? first[(row * left) + column] : second[(row * right) + column - left];
        })];
    }

    private static int[] Part(int[] whole, int left, int rows, bool isFirst)
    {
        int columns = whole.Length / rows;
        return [.. whole.Where((_, i) => i % columns < left == isFirst)];
    }
}
