using SparseGen.Compression.Maddness;

namespace SparseGen.Compression;

/// <summary>A <see cref="MaddnessLinear"/> as tensors.</summary>
internal static class MaddnessFile
{
    private const string Columns = "columns";
    private const string Offsets = "offsets";
    private const string Scales = "scales";
    private const string Thresholds = "thresholds";
    private const string Tables = "tables";
    private const string Constants = "constants";
    private const string Scale = "table_scale";
    private const string Size = "inputs";

    /// <summary>Adds its tensors.</summary>
    public static void Add(StoredTensors tensors, string prefix, MaddnessLinear map)
    {
        (HashTrees trees, LookupTables tables) = (map.Trees, map.Tables);
        tensors.Add(prefix + Size, [trees.Inputs], 1);
        tensors.Add(prefix + Columns, trees.Columns, trees.Codebooks, HashTrees.Levels);
        tensors.Add(prefix + Offsets, trees.Offsets, trees.Codebooks, HashTrees.Levels);
        tensors.Add(prefix + Scales, trees.Scales, trees.Codebooks, HashTrees.Levels);
        tensors.Add(prefix + Thresholds, trees.Thresholds, trees.Codebooks, HashTrees.Levels, HashTrees.Leaves);
        tensors.Add(prefix + Tables, tables.Entries, tables.Outputs, tables.Codebooks, HashTrees.Leaves);
        tensors.Add(prefix + Constants, tables.Constants, tables.Outputs);
        tensors.Add(prefix + Scale, [tables.Scale], 1);
    }

    /// <summary>Makes it of its tensors.</summary>
    /// <exception cref="CheckpointException">They do not fit each other.</exception>
    public static MaddnessLinear Take(StoredTensors tensors, string prefix)
    {
        var shape = tensors.Shape(prefix + Tables, 3);
        (int outputs, int codebooks) = (shape[0], shape[1]);
        int inputs = tensors.Integers(prefix + Size, 1)[0];
        if (codebooks > HashTrees.MostCodebooks || inputs < codebooks)
        {
            throw tensors.Problem($"{codebooks} codebooks for rows of {inputs} numbers; expected at most {HashTrees.MostCodebooks}, and at most as many as numbers.");
        }

        var trees = new HashTrees(inputs, codebooks);
        tensors.Integers(prefix + Columns, codebooks, HashTrees.Levels).CopyTo(trees.Columns, 0);
        tensors.Floats(prefix + Offsets, codebooks, HashTrees.Levels).CopyTo(trees.Offsets, 0);
        tensors.Floats(prefix + Scales, codebooks, HashTrees.Levels).CopyTo(trees.Scales, 0);
        tensors.Bytes(prefix + Thresholds, codebooks, HashTrees.Levels, HashTrees.Leaves).CopyTo(trees.Thresholds, 0);
        int outside = Array.FindIndex(trees.Columns, column => column < 0 || column >= inputs);
        if (outside >= 0)
        {
            throw tensors.Problem($"A hash looks at column {trees.Columns[outside]}; expected 0 to {inputs - 1}.");
        }

        var tables = new LookupTables(outputs, codebooks) { Scale = tensors.Floats(prefix + Scale, 1)[0] };
        tensors.Bytes(prefix + Tables, outputs, codebooks, HashTrees.Leaves).CopyTo(tables.Entries, 0);
        tensors.Floats(prefix + Constants, outputs).CopyTo(tables.Constants, 0);
        return new MaddnessLinear(trees, tables);
    }
}
