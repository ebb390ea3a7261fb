using SparseGen.Generators.Emission;

namespace SparseGen.Generators.IR;

/// <summary>
/// An operation: its operands, its cost and its text for each back end; the rules of differentiation it has by interfaces. A new operation is one file.
/// </summary>
/// <param name="inputs">What it reads.</param>
/// <param name="outputs">What it computes (activations) or adds into (gradients of parameters).</param>
internal abstract class Op(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) : Node
{
    public IReadOnlyList<Value> Inputs { get; private set; } = inputs;

    public IReadOnlyList<Value> Outputs { get; private set; } = outputs;

    /// <summary>The first output; most ops have one.</summary>
    public Value Output => Outputs[0];

    /// <summary>Multiply-accumulates of one sample; only products count.</summary>
    public virtual long Macs => 0;

    /// <summary>
    /// Size of the dense matrix that a linear op stands for, inputs times outputs of a sample; 0 for other ops. For tokens of many channels it is
    /// beyond the range of a long.
    /// </summary>
    public virtual double DenseConnections => 0;

    /// <summary>Whether the backward pass computes the output again from the inputs instead of keeping it.</summary>
    public virtual bool IsRecomputed => false;

    /// <summary>Whether inference goes on with the input as it is, as dropout does; the op is then left out there.</summary>
    public virtual bool IsIdentityInInference => false;

    /// <summary>Whether inference computes something else than training does.</summary>
    public virtual bool DiffersInInference => IsIdentityInInference;

    /// <summary>
    /// Whether it reads all samples of the batch at once. Passes of the CPU have a phase before it and one behind it: workers do all of the first before they do it, each a part
    /// of its numbers.
    /// </summary>
    public virtual bool IsOverBatch => false;

    /// <summary>Whether several workers of the CPU can share it out on the same samples; else one of them does it and the others wait.</summary>
    public virtual bool IsSharedOut => false;

    /// <summary>Whether it can add to a part of a gradient, of which workers of the CPU share the sum.</summary>
    public virtual bool AddsInParts => false;

    /// <summary>Whether workers of the CPU may share the sums that it adds to: then it runs for a part of them, and for the samples of each worker.</summary>
    /// <exception cref="InvalidOperationException">It cannot add to a part of a gradient.</exception>
    public bool AddsToShared
    {
        get
        {
            bool isShared = Outputs.Any(static output => output.Kind == ValueKind.ParameterGradient && output.Parameter!.SharesGradient);
            return !isShared || AddsInParts
                ? isShared
                : throw new InvalidOperationException(
                    $"{GetType().Name} adds to the gradient of a large weight, of which workers may share the sum, and it cannot add to a part of one.");
        }
    }

    /// <summary>
    /// Whether no number of one sample inside of a sample (<see cref="Shape.Series"/>) reaches another one: it works on rows, or on stretches of rows that such
    /// samples do not share.
    /// </summary>
    public virtual bool KeepsSeriesApart => false;

    /// <summary>Whether it can read or compute this value as packed rows: the choice of <see cref="Planning.PackedLayout"/>.</summary>
    public virtual bool CanPack(Value value) => false;

    /// <summary>
    /// Whether this op has the result of the recomputation <paramref name="clone"/> at hand anyway, and could deliver it: the gradient of an activation can
    /// deliver the activation too. It reads what the clone reads first.
    /// </summary>
    public virtual bool CanFuseRecomputation(Op clone) => false;

    /// <summary>Takes over a recomputation of which <see cref="CanFuseRecomputation"/> said that it could.</summary>
    public void FuseRecomputation(Op clone) => AddOutput(clone.Output);

    public override IEnumerable<Value> Produced() => Outputs;

    public override IEnumerable<Value> Read() => Inputs;

    /// <summary>Writes the call of its kernel, and the kernel where that is the model's own.</summary>
    public abstract void Emit(EmissionContext context);

    /// <summary>Replaces an operand; planning uses it to drop copies.</summary>
    public virtual void Replace(Value value, Value replacement)
    {
        Inputs = [.. Inputs.Select(v => v == value ? replacement : v)];
        Outputs = [.. Outputs.Select(v => v == value ? replacement : v)];
    }

    /// <summary>A copy of the op that reads other values; its outputs are the same.</summary>
    public Op Reading(Func<Value, Value> replacement)
    {
        var copy = (Op)MemberwiseClone();
        copy.Inputs = [.. Inputs.Select(replacement)];
        return copy;
    }

    /// <summary>A copy of the op that does not compute one of its last outputs; the others are the same.</summary>
    protected Op Without(Value output)
    {
        var copy = (Op)MemberwiseClone();
        copy.Outputs = [.. Outputs.Where(value => value != output)];
        return copy;
    }

    /// <summary>Makes the op the producer of its outputs.</summary>
    public void ClaimOutputs()
    {
        foreach (Value output in Outputs)
        {
            output.Producer = this;
        }
    }

    /// <summary>Lets the first output become <paramref name="sum"/>, the old one plus <paramref name="residual"/>.</summary>
    protected void AddResidual(Value residual, Value sum)
    {
        Inputs = [.. Inputs, residual];
        Outputs = [sum, .. Outputs.Skip(1)];
        sum.Producer = this;
    }

    /// <summary>Adds an output that <see cref="FuseRecomputation"/> took over.</summary>
    private void AddOutput(Value value)
    {
        Outputs = [.. Outputs, value];
        value.Producer = this;
    }
}
