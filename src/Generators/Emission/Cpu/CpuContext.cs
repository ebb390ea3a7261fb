using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Calls on references; the library's kernels are generic over the width of vectors and over which of their optional parts are there.</summary>
internal sealed class CpuContext(KernelSet kernels) : EmissionContext(kernels)
{
    /// <summary>Constraints of every kernel's type parameters.</summary>
    public const string Constraints = "where TSimd : struct, ISimd<TVector> where TVector : struct";

    /// <summary>Floats of room for what one kernel packs.</summary>
    public int WorkspaceLength { get; private set; }

    /// <summary>How often a sample is added to the gradient that gets most additions, in 4096ths.</summary>
    public long GradientAdditions { get; private set; }

    /// <summary>Whether several workers run the pass on the same samples: they share out what can be shared out.</summary>
    public bool IsShared { private get; set; }

    public override bool HasPackedValues => true;

    public override string Nothing => "ref Unsafe.NullRef<float>()";

    public override string Noise(NoiseSource noise, int size) => $"frame.NoiseAt({noise.Expression}, {Text.Of(size)})";

    public override string Workspace(long ofWorker, long ofSample = 0)
    {
        WorkspaceLength = Math.Max(WorkspaceLength, Sizes.Int(ofWorker, "for what one kernel packs"));
        return ofWorker == 0 ? Nothing : "ref frame.Workspace";
    }

    public override void AddsToGradient(long length, long rows, int rowsOfAddition = BlockTerms.Cpu) =>
        GradientAdditions = Math.Max(GradientAdditions, SumBlock.Additions(rows, rowsOfAddition));

    public override void AddsRowsToGradient(long rows) => AddsToGradient(0, rows, rowsOfAddition: 1);

    public override void Call(string kernel, IReadOnlyList<bool> options, params string[] arguments) =>
        Calls.Call($"{kernel}<{string.Join(", ", options.Select(OperandText.Option).Prepend("TSimd, TVector"))}>", arguments);

    public override void CallRows(string kernel, IReadOnlyList<bool> options, params string[] arguments) =>
        Call(kernel, options, [.. arguments, .. Shared("ref frame.Share")]);

    public override void CallGradient(Op op, string kernel, params string[] arguments) =>
        Call(kernel, [], [.. arguments, .. Part(op) is { } part ? new[] { part } : []]);

    public override void CallOverBatch(string kernel, IReadOnlyList<string> references, params string[] arguments) =>
        Call(kernel, [], [.. references, .. arguments, "frame.Part"]);

    public override void CallMove(string kernel, bool option, params string[] arguments) => Calls.Call($"{kernel}<{OperandText.Option(option)}>", arguments);

    public override void CallElementwise(ElementwiseOp op)
    {
        // Random bits may be those of a sample, or of a sample inside of it, which then is a row; without them all is one row.
        int size = op.Output.Size, row = (int)op.Output.Shape.SizeOfSeries;
        (string rows, string columns) = op.Noise is null ? ("1", Rows(size)) : (Rows(size / row), Text.Of(row));
        IEnumerable<string> Tiles(IEnumerable<Value> values) => values.Select(value => $"new Tile({Ref(value)}{(op.Noise is null ? "" : $", {Text.Of(row)}")})");
        (string kernel, IEnumerable<string> arguments) = op.OnTiles(Tiles(op.Inputs), Tiles(op.Outputs), op.Noise is null ? "" : Noise(op.Noise, size), Text.Of(row));
        Calls.Call(kernel, [.. arguments, rows, columns]);
    }

    /// <summary>Writes an op.</summary>
    public void Write(Op op)
    {
        string condition = op.AddsToShared ? "frame.Gather()" : IsShared && !op.IsSharedOut && (op as ViewOp)?.IsInPlace(this) != true ? "frame.Share.Take()" : "";
        using (condition.Length > 0 ? Calls.Block($"while ({condition})") : null)
        {
            op.Emit(this);
        }
    }

    /// <summary>Which part of a gradient is to be computed, as an argument; null where it is all of it.</summary>
    public static string? Part(Op op) => op.AddsToShared ? "frame.Part" : null;

    public override void CallProduct(FusedProduct fused) => CpuProduct.Emit(this, fused);

    public override void Repack(Value input, Value output)
    {
        int features = output.Shape.Last;
        Call(output.IsPacked ? "PackedValues.Pack" : "PackedValues.Unpack", [], Ref(input), Ref(output), Text.Of(features), Rows(output.Size / features));
    }

    /// <summary>Calls the model's kernel for a product, which calls the library's; it is written when it is new.</summary>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="summary">What it computes.</param>
    /// <param name="method">The library's kernel with its type arguments.</param>
    /// <param name="constants">What it is specialised by: its first arguments.</param>
    /// <param name="signature">What it takes.</param>
    public void CallKernel(string proposedName, string summary, string method, string constants, KernelSignature signature)
    {
        string call = $"{method}({constants}, {signature.Names})";
        string kernel = Kernel(call, proposedName, (code, name) =>
        {
            code.Summary(summary);
            code.Line($"private static void {name}<TSimd, TVector>({signature.Parameters}) {Constraints} =>");
            code.Line($"    {call};");
        });
        signature.Call(Calls, $"{kernel}<TSimd, TVector>");
    }

    /// <summary>The operands of a product.</summary>
    public IReadOnlyList<string> Operands(FusedProduct fused, string left, string right, string? workspace) =>
        [.. OperandText.Members(fused, left, right, workspace, Ref, source => Noise(source, fused.Result.Size)), .. fused.IsSharedOut ? Shared("Share = ref frame.Share") : []];

    private string[] Shared(string argument) => IsShared ? [argument] : [];

    /// <summary>Name of the kernel or type with this key; it is written when it is new.</summary>
    public string Kernel(string key, string proposedName, Action<CodeWriter, string> write) => Kernels.Name(key, proposedName, write);

    /// <summary>Name of the field that holds a shape; it is written when it is new.</summary>
    /// <param name="type">The runtime's type of shape.</param>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="others">Assignments of what is no number; empty ones are none.</param>
    public string Shape(string type, string proposedName, IEnumerable<ShapeNumber> numbers, params string[] others)
    {
        string[] members =
        [
            .. others.Where(static other => other.Length > 0),
            .. numbers.Where(static number => number.Value != number.Default).Select(static number => $"{number.Name} = {Text.Of(number.Value)}"),
        ];
        return Kernels.Field(
            $"{type}|{string.Join("|", members)}", proposedName, (code, name) => code.List($"private static readonly {type} {name} = new() {{ ", members, " };"));
    }
}
