using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Values that lie where another one lies: what an epilogue overwrites with its result, and the two sides of a view. A view whose sides both
/// have a place for a reason of its own (what the backward pass reads, what a loop carries) stays two places, and copies.
/// </summary>
internal sealed class BufferAliases
{
    private readonly Dictionary<Value, Value> _roots = [];

    /// <summary>Finds the values of a pass that share places.</summary>
    /// <param name="regions">The regions of the pass.</param>
    /// <param name="isKept">Whether a value has a place that outlives the pass.</param>
    public BufferAliases(IReadOnlyList<Region> regions, Func<Value, bool> isKept)
    {
        Op[] ops = [.. regions.SelectMany(static r => r.AllOps())];
        IEnumerable<FusedProduct> products = ops.Select(static op => op is ProductsTogether together ? together.Product : op).OfType<FusedProduct>();
        foreach (FusedProduct fused in products.Where(static f => f.IsInPlace))
        {
            _roots[fused.Result] = fused.Stored[0];
        }

        var carried = new HashSet<Value>(regions.SelectMany(static r => r.AllLoops()).SelectMany(static l => l.Carried)
            .SelectMany(static c => new[] { c.Initial, c.Argument, c.Yield, c.Result }));
        bool IsFixed(Value value) => carried.Contains(value) || isKept(value);
        foreach (ViewOp view in ops.OfType<ViewOp>())
        {
            Value input = view.Inputs[0];
            if (!IsFixed(view.Output))
            {
                _roots[view.Output] = input;
            }
            else if (!IsFixed(input) && !_roots.ContainsKey(input) && ops.Sum(op => op.Inputs.Count(v => v == input)) == 1)
            {
                // Nobody but the view reads the input, so it may come about where a loop starts or where the backward pass looks for it.
                _roots[input] = view.Output;
            }
        }
    }

    /// <summary>The values that lie where another one lies.</summary>
    public IEnumerable<Value> Aliases => _roots.Keys;

    /// <summary>The value whose place holds this one: itself, unless it is a guest.</summary>
    public Value Root(Value value)
    {
        while (_roots.TryGetValue(value, out Value? owner))
        {
            value = owner;
        }

        return value;
    }
}
