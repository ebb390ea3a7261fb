using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// What ops write to: the launches of the pass at hand and, shared by all passes, the kernels and the methods that launch them.
/// </summary>
internal sealed class GpuContext(KernelSet kernels)
{
    /// <summary>Number of samples, where kernels are launched.</summary>
    public const string Samples = "frame.Count";

    private readonly List<string> _launches = [];
    private CodeWriter _calls = new();
    private BufferMap _buffers = null!;

    /// <summary>The methods that launch kernels.</summary>
    public IReadOnlyList<string> Launches => _launches;

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
        return "frame.ScratchAt(Workspace)";
    }

    /// <summary>Name of the kernel with this key, and of the method that launches it; both are written when they are new.</summary>
    public string Kernel(string key, string proposedName, Func<GpuKernel> create) => kernels.Name(key, proposedName, (code, name) =>
    {
        GpuKernel kernel = create();
        kernel.Write(code, name);
        AddLaunch(launch => kernel.WriteLaunch(launch, name), 0);
    });

    /// <summary>The same for a kernel that writes itself.</summary>
    /// <param name="key">What tells it from others.</param>
    /// <param name="proposedName">Its name, if that is free.</param>
    /// <param name="write">Writes the kernel of a name.</param>
    /// <param name="writeLaunch">Writes the method that launches it.</param>
    /// <param name="partialLength">Floats of a partial sum that it leaves.</param>
    public string Kernel(string key, string proposedName, Action<CodeWriter, string> write, Action<CodeWriter, string> writeLaunch, long partialLength) =>
        kernels.Name(key, proposedName, (code, name) =>
        {
            write(code, name);
            AddLaunch(launch => writeLaunch(launch, name), partialLength);
        });

    private void AddLaunch(Action<CodeWriter> write, long partialLength)
    {
        var launch = new CodeWriter();
        write(launch);
        _launches.Add(launch.ToString());
        LongestPartial = Math.Max(LongestPartial, partialLength);
    }

    /// <summary>A view that starts at a value, or null where a kernel of the library does not have that operand.</summary>
    public string ViewOrNull(Value? value) => value is null ? "null" : View(value);

    /// <summary>Says that a kernel of the library leaves partial sums of this many floats.</summary>
    public void LeavesPartials(long length) => LongestPartial = Math.Max(LongestPartial, length);

    /// <summary>Launches a kernel on views and numbers.</summary>
    public void Call(string kernel, params string[] arguments) => _calls.Call(kernel, ["frame", .. arguments]);
}
