using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Calls on views. The library's kernels are called as those of the CPU, with a Gpu before the class and the frame before the arguments; what is absent is null.</summary>
internal sealed class GpuContext(KernelSet kernels, KernelSet launches) : EmissionContext(kernels)
{
    /// <summary>Which products add up gradients of biases in the pass at hand.</summary>
    public BiasGradients BiasGradients { get; set; } = null!;

    /// <summary>The room that the passes need.</summary>
    public GpuRoom Room { get; } = new();

    public override bool HasPackedValues => false;

    public override string Nothing => "null";

    public override string Noise(NoiseSource noise, int size) => $"frame.NoiseAt({noise.Expression})";

    public override string Workspace(long ofWorker, long ofSample)
    {
        Room.HandsOn(ofSample);
        return "frame.Workspace";
    }

    // Gradients of vectors: as many parts as there are at most, since they are short.
    public override void AddsToGradient(long length, long rows, int rowsOfAddition = BlockTerms.Cpu) =>
        Room.AddsPartials(length, Sizes.Times(rows, BlockTerms.Gpu), 1);

    public override void Call(string kernel, IReadOnlyList<bool> options, params string[] arguments) => Calls.Call($"Gpu{kernel}", ["frame", .. arguments]);

    public override void CallMove(string kernel, bool option, params string[] arguments) => Call(kernel, [], arguments);

    public override void CallElementwise(ElementwiseOp op) => Call(
        op.KernelType is null ? op.Kernel : $"{op.Kernel}<{op.KernelType}>",
        [],
        [
            .. op.Inputs.Select(Ref), .. op.Noise is null ? Array.Empty<string>() : [Noise(op.Noise, op.Output.Size)], .. op.Outputs.Select(Ref),
            .. op.Numbers, Rows(op.Output.Size), .. op.Places(this),
        ]);

    public override void CallProduct(FusedProduct fused)
    {
        // A thread a number has nothing to share with the other product.
        fused.WeightGradient?.Emit(this);
        if (fused.Product.SparseWeight is not null)
        {
            new GpuSparseProduct(this, fused).Emit();
        }
        else
        {
            GpuProduct.Emit(this, fused);
        }
    }

    public override void CallTogether(ProductsTogether products) => GpuProduct.Emit(this, products);

    public override void Repack(Value input, Value output) => CallElementwise(new Ops.CopyOp(input, output));

    /// <summary>Name of a type that a kernel is specialised by; it is written when it is new.</summary>
    /// <param name="key">What tells it from others.</param>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="contract">The interface of the runtime's.</param>
    /// <param name="summary">What it is.</param>
    /// <param name="members">Its members: static properties.</param>
    public string Type(string key, string proposedName, string contract, string summary, IReadOnlyList<string> members) =>
        Type(key, proposedName, contract, summary, string.Join("\n", members.Select(static member => $"public static {member};")));

    /// <summary>The same with members of any kind.</summary>
    public string Type(string key, string proposedName, string contract, string summary, string members) => Kernels.Name(key, proposedName, (code, name) =>
    {
        code.Summary(summary);
        code.Line(GeneratedMarks.NestedType);
        using (code.Block($"internal readonly struct {name} : {contract}"))
        {
            code.Lines(members.TrimEnd('\n'));
        }
    });

    /// <summary>Name of what launches a kernel; both are written when they are new.</summary>
    /// <param name="texts">The kernel, or one for each size of tile, the first one's name being that of the launcher.</param>
    /// <param name="parameters">Its parameters, as they are declared.</param>
    /// <param name="launcher">Type of what launches it.</param>
    /// <param name="creation">The method that makes that, with its type arguments.</param>
    /// <param name="wrapper">What the launcher takes each kernel in; null for the kernel itself.</param>
    public string Kernel(IReadOnlyList<KernelText> texts, IReadOnlyList<string> parameters, string launcher, string creation, string? wrapper = null)
    {
        string first = "", arguments = string.Join(", ", parameters.Select(static parameter => parameter.Split(' ')[1]));
        var parts = new List<string>();
        foreach (KernelText text in texts)
        {
            string kernel = Kernels.Name($"Kernel|{text.Body}", text.Name, (code, name) =>
            {
                code.Summary(text.Summary);
                (string type, string constraint) = text.Parts.Count > 0 ? ("<TPart>", " where TPart : struct, ITilePart<TPart>") : ("", "");
                code.Line($"public static void {name}{type}({string.Join(", ", parameters)}){constraint} =>");
                code.Line($"    {text.Body}({arguments});");
            });
            first = first.Length == 0 ? kernel : first;
            string[] methods = text.Parts.Count > 0 ? [.. text.Parts.Select(part => $"GpuKernels.{kernel}<{part}>")] : [$"GpuKernels.{kernel}"];

            // One by one, so that a line may end between them.
            methods[0] = wrapper is null ? methods[0] : $"{wrapper}({text.Tiles}, {methods[0]}";
            methods[methods.Length - 1] += wrapper is null ? "" : ")";
            parts.AddRange(methods);
        }

        return launches.Field(first, first, (field, name) => field.List($"private static readonly {launcher} {name} = {creation}(", parts, ");"));
    }

    /// <summary>The operands of a product.</summary>
    public IReadOnlyList<string> Operands(FusedProduct fused, Value left, Value right) =>
    [
        .. OperandText.Members(fused, Ref(left), Ref(right), null, Ref, source => Noise(source, fused.Result.Size)),
        .. fused.Tables.Select(table => $"Places = {PlaceList(table)}"),
    ];

    /// <summary>Launches a kernel of the model.</summary>
    /// <param name="kernel">What launches it.</param>
    /// <param name="arguments">What stands between the frame and the operands.</param>
    /// <param name="operands">The operands of each product.</param>
    public void Launch(string kernel, IEnumerable<string> arguments, params IReadOnlyList<string>[] operands) =>
        Calls.CallOn($"{kernel}.Launch({string.Concat(arguments.Prepend("frame").Select(static argument => $"{argument}, "))}", "new(frame.Parameters)", operands);
}

/// <summary>A kernel of a model.</summary>
/// <param name="Name">Its name, if that is free.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Body">The method of the runtime's that it calls, with its type arguments.</param>
internal sealed record KernelText(string Name, string Summary, string Body) : Unprinted
{
    /// <summary>Of products the tiles, which its launcher is told.</summary>
    public string Tiles { get; init; } = "";

    /// <summary>The types that stand for TPart in its body, a method of the launcher's each; none where there is no such thing.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
