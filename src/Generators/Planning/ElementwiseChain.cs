using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>Elementwise ops that run one after another on the same elements.</summary>
/// <param name="ops">The ops.</param>
/// <param name="move">On GPUs a permutation at their end: what it moves is stored at another place, where what it adds lies too.</param>
internal sealed class ElementwiseChain(IReadOnlyList<ElementwiseOp> ops, PermuteOp? move = null)
{
    public IReadOnlyList<ElementwiseOp> Ops { get; } = ops;

    /// <summary>The permutation; null for none.</summary>
    public PermuteOp? Move { get; } = move;

    /// <summary>What the chain reads from memory: inputs that no op of the chain computes.</summary>
    public IReadOnlyList<Value> Inputs { get; } =
        [.. ops.SelectMany(static op => op.Inputs).Concat(move?.Inputs ?? []).Except(ops.SelectMany(static op => op.Outputs)).Distinct()];

    /// <summary>All that the chain computes.</summary>
    public IReadOnlyList<Value> Outputs { get; } = [.. ops.SelectMany(static op => op.Outputs).Concat(move?.Outputs ?? [])];

    /// <summary>The random bits that the chain needs, each once.</summary>
    public IReadOnlyList<NoiseSource> Noises { get; } = [.. ops.Select(static op => op.Noise).OfType<NoiseSource>().Distinct()];

    /// <summary>Names of the random bits in generated code.</summary>
    public IReadOnlyList<string> NoiseNames => [.. Noises.Select(static (_, i) => $"noise{i}")];

    /// <summary>The functions in order, as a name: AddGelu.</summary>
    public string Name => string.Concat(Ops.Select(static op => op.Function)) + (Move is null ? "" : "Permuted");

    /// <summary>The functions in order, as words.</summary>
    public string Description => string.Join(", then ", Ops.Select(static op => op.Function).Concat(Move is null ? [] : ["a permutation"]));

    /// <summary>How many channels there are, where an input has a number for each of them, the same for all rows; 0 where it has one for each element.</summary>
    public int ChannelsOf(Value input) => Ops.Any(op => op.IsOfChannels(input)) ? input.Size : 0;

    /// <summary>Names of all values in generated code.</summary>
    public IReadOnlyDictionary<Value, string> Names()
    {
        var names = new Dictionary<Value, string>();
        for (int i = 0; i < Inputs.Count; i++)
        {
            names[Inputs[i]] = Inputs.Count == 1 ? "x" : $"x{i}";
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            names[Outputs[i]] = Outputs.Count == 1 ? "y" : $"y{i}";
        }

        return names;
    }

    /// <summary>The statements of all ops, over the names of <see cref="Names"/>.</summary>
    public IEnumerable<string> Statements()
    {
        IReadOnlyDictionary<Value, string> names = Names();
        return Ops.SelectMany(op => op.Statements(InputNames(op, names), [.. op.Outputs.Select(v => names[v])]));
    }

    private IReadOnlyList<string> InputNames(ElementwiseOp op, IReadOnlyDictionary<Value, string> names) =>
        [.. op.Inputs.Select(v => names[v]), .. op.Noise is null ? Array.Empty<string>() : [NoiseNames[Noises.ToList().IndexOf(op.Noise)]]];
}
