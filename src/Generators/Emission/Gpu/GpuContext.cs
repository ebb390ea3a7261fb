using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// What ops write to: the launches of the pass at hand and, shared by all passes, the kernels and what launches them.
/// </summary>
internal sealed class GpuContext(KernelSet kernels, KernelSet launches)
{
    /// <summary>Number of samples, where kernels are launched.</summary>
    public const string Samples = "frame.Count";

    private CodeWriter _calls = new();
    private BufferMap _buffers = null!;

    /// <summary>Floats of the longest partial sum.</summary>
    public long LongestPartial { get; private set; }

    /// <summary>Floats a sample of room for what one op hands from kernel to kernel.</summary>
    public long WorkspaceLength { get; private set; }

    /// <summary>Starts a pass.</summary>
    public void Begin(CodeWriter calls, BufferMap buffers)
    {
        _calls = calls;
        _buffers = buffers;
    }

    /// <summary>Number of elements, rows or the like when each sample has <paramref name="ofSample"/>.</summary>
    public static string Times(long ofSample) => Text.Times(Samples, ofSample);

    /// <summary>A view that starts at a value.</summary>
    public string View(Value value) => _buffers.Reference(value);

    /// <summary>A view of the list of indices of the repetition at hand.</summary>
    public string Table(IndexTable table) => _buffers.Table(table);

    /// <summary>The random bits of a layer as an argument.</summary>
    public static string Noise(NoiseSource noise) => $"frame.NoiseAt({noise.Expression})";

    /// <summary>The mask of a sparse weight.</summary>
    public string Mask(Parameter parameter) => _buffers.Mask(parameter);

    /// <summary>A view of room for <paramref name="ofSample"/> floats a sample, until the next op.</summary>
    public string Workspace(long ofSample)
    {
        WorkspaceLength = Math.Max(WorkspaceLength, IntervalAllocator.Round(ofSample));
        return "frame.Workspace";
    }

    /// <summary>Name of a type that a kernel is specialised by; it is written when it is new.</summary>
    /// <param name="key">What tells it from others.</param>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="contract">The interface of the runtime's.</param>
    /// <param name="summary">What it is.</param>
    /// <param name="members">Its members: static properties.</param>
    public string Type(string key, string proposedName, string contract, string summary, IReadOnlyList<string> members) =>
        Type(key, proposedName, contract, summary, string.Join("\n", members.Select(static member => $"public static {member};")));

    /// <summary>The same with members of any kind.</summary>
    public string Type(string key, string proposedName, string contract, string summary, string members) => kernels.Name(key, proposedName, (code, name) =>
    {
        code.Summary(summary);
        code.Line(GeneratedMarks.NestedType);
        using (code.Block($"internal readonly struct {name} : {contract}"))
        {
            code.Lines(members.TrimEnd('\n'));
        }
    });

    /// <summary>Name of what launches a kernel; both are written when they are new.</summary>
    /// <param name="proposedName">The kernel's name, if that is free.</param>
    /// <param name="summary">What it computes.</param>
    /// <param name="body">The method of the runtime's that it calls, with its type arguments.</param>
    /// <param name="arguments">Type of its argument.</param>
    /// <param name="launcher">Type of what launches it.</param>
    /// <param name="creation">The method that makes that, with its type arguments.</param>
    /// <param name="numbers">What that method takes besides the kernel.</param>
    public string Kernel(string proposedName, string summary, string body, string arguments, string launcher, string creation, string? numbers = null) =>
        kernels.Name($"Kernel|{body}", proposedName, (code, name) =>
        {
            code.Summary(summary);
            code.Line($"public static void {name}({arguments} arguments) =>");
            code.Line($"    {body}(arguments);");
            string[] parts = [$"GpuKernels.{name}", .. numbers is null ? Array.Empty<string>() : [numbers]];
            launches.Field(name, name, (field, _) => field.List($"private static readonly {launcher} {name} = {creation}(", parts, ");"));
        });

    /// <summary>The operands of a product.</summary>
    public IReadOnlyList<string> Operands(FusedProduct fused, Value left, Value right) => OperandText.Members(fused, View(left), View(right), null, View, Noise);

    /// <summary>Launches a kernel of the model.</summary>
    /// <param name="kernel">What launches it.</param>
    /// <param name="arguments">What stands between the frame and the operands.</param>
    /// <param name="operands">The operands.</param>
    public void Launch(string kernel, IEnumerable<string> arguments, IReadOnlyList<string> operands) =>
        _calls.CallOn($"{kernel}.Launch({string.Join(", ", ["frame", .. arguments, "new(frame.Parameters)"])}", operands);

    /// <summary>A view that starts at a value, or null where a kernel of the library does not have that operand.</summary>
    public string ViewOrNull(Value? value) => value is null ? "null" : View(value);

    /// <summary>Says that a kernel of the library leaves partial sums of this many floats.</summary>
    public void LeavesPartials(long length) => LongestPartial = Math.Max(LongestPartial, length);

    /// <summary>Launches a kernel of the library on views and numbers.</summary>
    public void Call(string kernel, params string[] arguments) => _calls.Call(kernel, ["frame", .. arguments]);
}
