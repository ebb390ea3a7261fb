using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission;

/// <summary>
/// What ops write to: the calls of the pass at hand and, shared by all passes, the kernels of the model. Both back ends have the library's kernels under the same names with the
/// same arguments, so that most ops are written once.
/// </summary>
internal abstract class EmissionContext(KernelSet kernels)
{
    /// <summary>Number of samples, in the pass.</summary>
    public const string Samples = "frame.Count";

    /// <summary>Takes the calls of the pass.</summary>
    protected CodeWriter Calls { get; private set; } = new();

    /// <summary>The kernels of the model.</summary>
    protected KernelSet Kernels { get; } = kernels;

    /// <summary>Where values lie in the pass at hand.</summary>
    public BufferMap Buffers { get; private set; } = null!;

    /// <summary>What stands for an operand that a kernel of the library does not have.</summary>
    public abstract string Nothing { get; }

    /// <summary>Whether values that are packed lie so: only the CPU gains by it.</summary>
    public abstract bool HasPackedValues { get; }

    /// <summary>Starts a pass.</summary>
    public void Begin(CodeWriter calls, BufferMap buffers) => (Calls, Buffers) = (calls, buffers);

    /// <summary>Number of rows, elements or the like when each sample has <paramref name="ofSample"/>.</summary>
    public static string Rows(long ofSample) => Text.Times(Samples, ofSample);

    /// <summary>A value as an argument.</summary>
    public string Ref(Value value) => Buffers.Reference(value);

    /// <summary>A value as an argument, or what stands for none.</summary>
    public string RefOrNothing(Value? value) => value is null ? Nothing : Ref(value);

    /// <summary>A list of places of a sample as the last argument, by its name: kernels without one have what it is for where all else is.</summary>
    /// <param name="table">The list; null for none.</param>
    public IReadOnlyList<string> Places(IndexTable? table) => table is null ? [] : [$"places: {PlaceList(table)}"];

    /// <summary>A list of places of a sample, as kernels take it.</summary>
    protected string PlaceList(IndexTable table) => $"new PlaceList({Buffers.Table(table)}, {Text.Of(table.Length)})";

    /// <summary>The random bits of a layer as an argument, from the pass's first sample on.</summary>
    /// <param name="noise">Where they come from.</param>
    /// <param name="size">Elements of a sample.</param>
    public abstract string Noise(NoiseSource noise, int size);

    /// <summary>Room for what one kernel works with, as an argument.</summary>
    /// <param name="ofWorker">Floats that each worker of the CPU needs, whatever the number of samples; 0 for none.</param>
    /// <param name="ofSample">Floats a sample that a GPU needs.</param>
    public abstract string Workspace(long ofWorker, long ofSample);

    /// <summary>Says that a kernel of the library adds to gradients of parameters.</summary>
    /// <param name="length">Floats of them: a GPU makes room for partial sums.</param>
    /// <param name="rows">Rows of a sample: the CPU wants to know how often a gradient is added to.</param>
    /// <param name="rowsOfAddition">Rows whose sum the CPU adds at once.</param>
    public abstract void AddsToGradient(long length, long rows, int rowsOfAddition = BlockTerms.Cpu);

    /// <summary>Says that a kernel adds row after row to a gradient, with no partial sums on a GPU.</summary>
    /// <param name="rows">Rows of a sample.</param>
    public virtual void AddsRowsToGradient(long rows)
    {
    }

    /// <summary>Calls a kernel of the library.</summary>
    /// <param name="kernel">Class and method, as the CPU has them.</param>
    /// <param name="options">Which of its optional parts are there.</param>
    /// <param name="arguments">References, then numbers.</param>
    public abstract void Call(string kernel, IReadOnlyList<bool> options, params string[] arguments);

    /// <summary>Calls a kernel of the library that adds to the gradient of a weight, of which it can compute a part.</summary>
    public virtual void CallGradient(Op op, string kernel, params string[] arguments) => Call(kernel, [], arguments);

    /// <summary>Calls a kernel of the library whose rows workers can share out.</summary>
    public virtual void CallRows(string kernel, IReadOnlyList<bool> options, params string[] arguments) => Call(kernel, options, arguments);

    /// <summary>Calls a kernel of the library on all samples of the batch; workers of the CPU have a part of the numbers of a sample each.</summary>
    /// <param name="kernel">Class and method.</param>
    /// <param name="references">Values that each sample has.</param>
    /// <param name="arguments">All else.</param>
    public virtual void CallOverBatch(string kernel, IReadOnlyList<string> references, params string[] arguments) => Call(kernel, [], [.. references, .. arguments]);

    /// <summary>Calls a kernel of the library that only moves numbers.</summary>
    public abstract void CallMove(string kernel, bool option, params string[] arguments);

    /// <summary>Calls the library's kernel for an elementwise op that stands alone.</summary>
    public abstract void CallElementwise(ElementwiseOp op);

    /// <summary>Calls the model's kernel for a product.</summary>
    public abstract void CallProduct(FusedProduct fused);

    /// <summary>Calls a kernel of the model that computes several products in one launch, which only GPUs do.</summary>
    public virtual void CallTogether(ProductsTogether products) => throw new InvalidOperationException("The CPU has no launches.");

    /// <summary>Packs or unpacks rows, which only the CPU does.</summary>
    public abstract void Repack(Value input, Value output);
}
