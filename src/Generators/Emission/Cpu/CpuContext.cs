using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// What ops write to: the calls of the pass at hand and, shared by all passes, the kernels. A kernel that was asked for before
/// is called again instead of written again.
/// </summary>
internal sealed class CpuContext(KernelSet kernels)
{
    /// <summary>Constraints of every kernel's type parameters.</summary>
    public const string Constraints = "where TSimd : struct, ISimd<TVector> where TVector : struct";

    private CodeWriter _calls = new();
    private BufferMap _buffers = null!;

    /// <summary>Number of samples, in the pass.</summary>
    public const string Samples = "frame.Count";

    /// <summary>Where values lie in the pass at hand.</summary>
    public BufferMap Buffers => _buffers;

    /// <summary>Starts a pass.</summary>
    public void Begin(CodeWriter calls, BufferMap buffers)
    {
        _calls = calls;
        _buffers = buffers;
    }

    /// <summary>Number of rows when each sample has <paramref name="rowsOfSample"/>.</summary>
    public static string Rows(int rowsOfSample) => rowsOfSample == 1 ? Samples : $"{Samples} * {Text.Of(rowsOfSample)}";

    /// <summary>A reference to a value as an argument.</summary>
    public string Ref(Value value) => _buffers.Reference(value);

    /// <summary>The random bits of a layer as an argument, from the frame's first sample on.</summary>
    /// <param name="noise">Where they come from.</param>
    /// <param name="size">Elements of a sample.</param>
    public static string Noise(NoiseSource noise, int size) => $"frame.NoiseAt({noise.Expression}, {Text.Of(size)})";

    /// <summary>Floats of room for what one kernel packs.</summary>
    public int WorkspaceLength { get; private set; }

    /// <summary>A reference to room for what one kernel packs.</summary>
    /// <param name="length">Floats, whatever the number of samples.</param>
    public string Workspace(long length)
    {
        WorkspaceLength = Math.Max(WorkspaceLength, Sizes.Int(length, "for what one kernel packs"));
        return "ref frame.Workspace";
    }

    /// <summary>How often a sample is added to the gradient that gets most additions, in 4096ths.</summary>
    public long GradientAdditions { get; private set; }

    /// <summary>Says how a kernel adds the rows of a sample to a gradient.</summary>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="rowsOfAddition">Rows whose sum is added at once.</param>
    public void AddsToGradient(long rows, int rowsOfAddition = BlockTerms.Cpu) =>
        GradientAdditions = Math.Max(GradientAdditions, SumBlock.Additions(rows, rowsOfAddition));

    /// <summary>Name of the kernel with this key; it is written when it is new.</summary>
    public string Kernel(string key, string proposedName, Action<CodeWriter, string> write) => kernels.Name(key, proposedName, write);

    /// <summary>Name of the field that holds a shape; it is written when it is new.</summary>
    /// <param name="type">The runtime's type of shape.</param>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="members">Assignments of what is not as it is by default.</param>
    public string Shape(string type, string proposedName, IReadOnlyList<string> members) => kernels.Field(
        $"{type}|{string.Join("|", members)}", proposedName, (code, name) => code.List($"private static readonly {type} {name} = new() {{ ", members, " };"));

    /// <summary>A kernel: what it does, its parameters, and the one call of the library's.</summary>
    public static void WriteKernel(CodeWriter code, string summary, string name, string parameters, string call)
    {
        code.Summary(summary);
        code.Line($"private static void {name}<TSimd, TVector>({parameters})");
        code.Line($"    {Constraints} =>");
        code.Line($"    {call};");
    }

    /// <summary>Parameters of the kernel for a product.</summary>
    public const string ProductParameters = "int samples, scoped in ProductOperands operands";

    /// <summary>Stands for an operand that a kernel of the library does not have.</summary>
    public const string Nothing = "ref Unsafe.NullRef<float>()";

    /// <summary>A reference to a value as an argument, or what stands for none.</summary>
    public string RefOrNothing(Value? value) => value is null ? Nothing : Ref(value);

    /// <summary>Type arguments of a kernel of the library that works on vectors: the width, and whether each of its optional parts is there.</summary>
    public static string Vectors(params bool[] options) => string.Join(", ", options.Select(OperandText.Option).Prepend("TSimd, TVector"));

    /// <summary>The operands of a product.</summary>
    public IReadOnlyList<string> Operands(FusedProduct fused, string left, string right, string? workspace) =>
        OperandText.Members(fused, left, right, workspace, Ref, source => Noise(source, fused.Result.Size));

    /// <summary>Calls a kernel of the library.</summary>
    /// <param name="kernel">Class and method.</param>
    /// <param name="types">Type arguments.</param>
    /// <param name="arguments">References, then numbers.</param>
    public void CallLibrary(string kernel, string types, params string[] arguments) => CallLibrary($"{kernel}<{types}>", arguments);

    /// <summary>The same with the type arguments where they belong.</summary>
    public void CallLibrary(string kernel, IReadOnlyList<string> arguments) => _calls.Call(kernel, arguments);

    /// <summary>Calls a kernel of the model.</summary>
    public void Call(string kernel, params string[] arguments) => _calls.Call($"{kernel}<TSimd, TVector>", arguments);

    /// <summary>Calls a kernel of the model for a product.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">What stands between the number of samples and the operands.</param>
    /// <param name="operands">The operands.</param>
    public void CallProduct(string kernel, IEnumerable<string> arguments, IReadOnlyList<string> operands) =>
        _calls.CallOn($"{kernel}<TSimd, TVector>({string.Join(", ", [Samples, .. arguments, "new()"])}", operands);
}
