using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Where the values of an epilogue lie while it runs on a tile that a product of the CPU has just stored: the result and the operands in their buffers, and in temporary tiles
/// what an op leaves for a later one and nobody else wants.
/// </summary>
internal sealed class EpilogueTiles
{
    private readonly Dictionary<Value, int> _temporaries = [];
    private readonly HashSet<Value> _inResult = [];
    private readonly Value? _overwriting;

    public EpilogueTiles(FusedProduct fused)
    {
        // The first stored result may overwrite the product's, but only when nobody reads that any more.
        _overwriting = fused.IsInPlace ? fused.Stored[0] : null;
        _inResult.Add(fused.Result);
        IReadOnlyList<ElementwiseOp> ops = fused.Epilogue!.Ops;
        var free = new SortedSet<int>();
        for (int i = 0; i < ops.Count; i++)
        {
            Value[] later = [.. ops.Skip(i + 1).SelectMany(static op => op.Inputs)];
            free.UnionWith(ops[i].Inputs.Where(value => _temporaries.ContainsKey(value) && !later.Contains(value)).Select(dead => _temporaries[dead]));
            foreach (Value output in ops[i].Outputs.Except(fused.EpilogueOperands))
            {
                if (output == _overwriting && !later.Contains(fused.Result))
                {
                    _inResult.Add(output);
                    continue;
                }

                int index = free.Count > 0 ? free.Min : Count++;
                free.Remove(index);
                _temporaries[output] = index;
            }
        }
    }

    /// <summary>Temporary tiles.</summary>
    public int Count { get; }

    /// <summary>What lies in a temporary tile to the end and then goes where the result is; null for nothing.</summary>
    public Value? CopiedAtTheEnd => _overwriting is not null && _temporaries.ContainsKey(_overwriting) ? _overwriting : null;

    /// <summary>Whether a value lies where the product's result does.</summary>
    public bool IsInResult(Value value) => _inResult.Contains(value);

    /// <summary>The temporary tile of a value; null for one that has a buffer.</summary>
    public int? Temporary(Value value) => _temporaries.TryGetValue(value, out int index) ? index : null;
}
