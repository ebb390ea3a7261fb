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

    /// <summary>Stands for an operand that a kernel of the library does not have.</summary>
    public const string Nothing = "ref Unsafe.NullRef<float>()";

    /// <summary>A reference to a value as an argument, or what stands for none.</summary>
    public string RefOrNothing(Value? value) => value is null ? Nothing : Ref(value);

    /// <summary>Type arguments of a kernel of the library that works on vectors: the width, and whether each of its optional parts is there.</summary>
    public static string Vectors(params bool[] options) => string.Join(", ", options.Select(Option).Prepend("TSimd, TVector"));

    /// <summary>Type argument of a kernel of the library: whether an optional part is there.</summary>
    public static string Option(bool isPresent) => isPresent ? "Present" : "Absent";

    /// <summary>Calls a kernel of the library.</summary>
    /// <param name="kernel">Class and method.</param>
    /// <param name="types">Type arguments.</param>
    /// <param name="arguments">References, then numbers.</param>
    public void CallLibrary(string kernel, string types, params string[] arguments) => _calls.Call($"{kernel}<{types}>", arguments);

    /// <summary>Calls a kernel of the model.</summary>
    public void Call(string kernel, params string[] arguments) => _calls.Call($"{kernel}<TSimd, TVector>", arguments);
}
