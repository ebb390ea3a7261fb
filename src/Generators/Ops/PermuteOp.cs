using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// A permutation of a sample's numbers: output[i] = input[sigma(i)], with sigma a chain of factors. Its derivative is the inverse chain.
/// A single commutation is a transposition and needs no list of indices; every other chain is one list, however many factors it has.
/// </summary>
internal sealed class PermuteOp(IReadOnlyList<PermutationFactor> factors, Value input, Value output)
    : Op([input], [output]), IMove, IResidualTarget, ITableReader, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Input => Inputs[0];

    /// <summary>The factors, the first applied first.</summary>
    public IReadOnlyList<PermutationFactor> Factors { get; } = PermutationFactor.Reduce(factors);

    /// <summary>A gather costs less than keeping the result in memory until the backward pass.</summary>
    public override bool IsRecomputed => true;

    public IReadOnlyList<IndexTable> Tables => Table is { } table ? [table] : [];

    public IReadOnlyList<IndexDimension>? Map => Residual is null && Transposition is { } t
        ? [new IndexDimension("row", t.Rows, t.Columns, 1), new IndexDimension("column", t.Columns, 1, t.Rows)]
        : null;

    Value? IMove.Bias => null;

    private Commutation? Transposition => Factors.Count == 1 ? Factors[0] as Commutation : null;

    /// <summary>Which number of the input comes to each place of the output; null for a transposition.</summary>
    public IndexTable? Table => Transposition is null ? ListOf(Factors) : null;

    /// <summary>Where each number of the input goes; null for a transposition.</summary>
    public IndexTable? Targets => Transposition is null ? ListOf(Inverse) : null;

    /// <summary>What is added to the output; null for nothing.</summary>
    public Value? Residual => Inputs.Count > 1 ? Inputs[1] : null;

    private PermutationFactor[] Inverse => [.. Factors.Reverse().Select(static f => f.Inverse)];

    private IndexTable ListOf(IReadOnlyList<PermutationFactor> factors) => new(
        Output.Size,
        factors.Count == 1 ? factors[0].Expression : $"Permutations.Compose({string.Join(", ", factors.Select(static f => f.Expression))})",
        factors.Select(static f => f.Loop).OrderByDescending(static loop => loop?.Path().Count() ?? 0).FirstOrDefault());

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new PermuteOp(Inverse, gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new PermuteOp(Factors, inputs[0], outputs[0]);

    /// <summary>A new op, since the forward pass is planned twice, for inference and for training.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (Residual is not null)
        {
            return null;
        }

        var fused = new PermuteOp(Factors, Input, Output);
        fused.AddResidual(residual, sum);
        return fused;
    }

    public void Describe(GraphText graph)
    {
        if (Transposition is { } t)
        {
            graph.Call("Transpose", Output, GraphText.Shape(Output), graph.Ref(Input), Text.Of(t.Rows), Text.Of(t.Columns));
        }
        else
        {
            graph.Call("Gather", Output, GraphText.Shape(Output), graph.Ref(Input), graph.Table(Table!));
        }
    }

    public override void Emit(EmissionContext context) => context.CallMove($"Rearrangement.{Kernel}", Residual is not null, [
        .. Tables.Select(context.Buffers.Table), context.Ref(Input), context.RefOrNothing(Residual), context.Ref(Output), EmissionContext.Samples, .. Numbers,
    ]);

    private string Kernel => Transposition is null ? "Gather" : "Transpose";

    private string[] Numbers => Transposition is { } t ? [Text.Of(t.Rows), Text.Of(t.Columns)] : [Text.Of(Output.Size)];
}
