namespace SparseGen.Execution;

/// <summary>
/// How many sums of gradients there are, and who adds to which. With a sum for each worker nobody waits; but each is as long as all parameters, and 64 of a large model are more
/// than the model's training needs otherwise. So only as many are made as are small. Large ones are also cleared, filled and added up faster when there is but one: the parts of a
/// step that go through memory are what a step with large weights waits for.
/// </summary>
/// <remarks>It depends on the model and the number of workers only, and so do the bits of the sums.</remarks>
internal sealed class GradientGroups
{
    /// <summary>Floats of the sums beside the model's own gradients that nobody has to save: 16 MiB.</summary>
    private const long Budget = 4 * 1024 * 1024;

    private readonly GradientGroup[] _groups;
    private readonly int[] _groupOf;

    private GradientGroups(int workers, int sums)
    {
        _groups = new GradientGroup[sums];
        _groupOf = new int[workers];
        for (int sum = 0; sum < sums; sum++)
        {
            int first = Partition.Start(workers, sums, sum), last = Partition.Start(workers, sums, sum + 1);
            _groups[sum] = new GradientGroup(first, last - first);
            _groupOf.AsSpan(first, last - first).Fill(sum);
        }
    }

    /// <summary>The groups of workers for gradients of this length.</summary>
    internal static GradientGroups Of(int workers, long length) =>
        new(workers, (int)Math.Min(workers, 1 + (Budget / Math.Max(length, 1))));

    /// <summary>A sum for each worker.</summary>
    internal static GradientGroups Separate(int workers) => new(workers, workers);

    /// <summary>Number of workers.</summary>
    internal int Workers => _groupOf.Length;

    /// <summary>Number of sums.</summary>
    internal int Sums => _groups.Length;

    /// <summary>Starts a pass. Nobody is at one.</summary>
    internal void Reset()
    {
        foreach (GradientGroup group in _groups)
        {
            group.Reset();
        }
    }

    /// <summary>The group of a sum.</summary>
    internal GradientGroup this[int sum] => _groups[sum];

    /// <summary>The sum that a worker adds to.</summary>
    internal int SumOf(int worker) => _groupOf[worker];

    /// <summary>The group of a worker.</summary>
    internal GradientGroup Of(int worker) => _groups[_groupOf[worker]];
}
