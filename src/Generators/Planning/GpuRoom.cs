using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>The room that the passes of GPUs need beside values: for partial sums over the batch, and for what one op hands from kernel to kernel.</summary>
internal sealed class GpuRoom
{
    private readonly Dictionary<(long Length, long Terms, long Groups), long> _sums = [];

    /// <summary>How often the op at hand runs in its pass.</summary>
    public long Repetitions { private get; set; } = 1;

    /// <summary>Sums over the batch, and how many there are of each kind.</summary>
    public IEnumerable<(long Length, long Terms, long Groups, long Count)> GradientSums => _sums.Select(static sum => (sum.Key.Length, sum.Key.Terms, sum.Key.Groups, sum.Value));

    /// <summary>Floats a sample of room for what one op hands on.</summary>
    public long Workspace { get; private set; }

    /// <summary>Floats of that room besides, for all samples together.</summary>
    public long FixedWorkspace { get; private set; }

    /// <summary>Floats a sample of the longest part of it that a kernel counts the numbers of.</summary>
    public long LongestPart { get; private set; }

    /// <summary>Makes room for what an op hands on.</summary>
    /// <param name="ofSample">Floats a sample.</param>
    public void HandsOn(long ofSample)
    {
        Workspace = Math.Max(Workspace, IntervalAllocator.Round(ofSample));
        LongestPart = Math.Max(LongestPart, Workspace);
    }

    /// <summary>Makes room for packed rows of activations: slices of them are filled up, and behind the features there is one of zeros.</summary>
    /// <param name="weights">Floats of packed weights.</param>
    /// <param name="operands">The activations.</param>
    public void PacksRows(long weights, params SparseOperand[] operands)
    {
        long filling = (KernelSizes.SparseRows - 1) * operands.Sum(static operand => operand.Features + 1L);
        Workspace = Math.Max(Workspace, IntervalAllocator.Round(operands.Sum(Packed)));
        FixedWorkspace = Math.Max(FixedWorkspace, IntervalAllocator.Round(filling + weights));
        LongestPart = Math.Max(LongestPart, operands.Max(Packed));
    }

    /// <summary>Says of a sum over the batch how long it is, how many terms a sample has, and how many groups of threads compute a part of it.</summary>
    public void AddsPartials(long length, long terms, long groups)
    {
        (long, long, long) key = (length, terms, groups);
        _sums[key] = Repetitions + (_sums.TryGetValue(key, out long known) ? known : 0);
    }

    private static long Packed(SparseOperand operand) => operand.Rows * (operand.Features + 1L);
}
