namespace SparseGen.Compression.Networks;

/// <summary>
/// What inference of a model computes, as a list of ops: the model's description of itself (decision 36), read once. It runs on the CPU, a chunk of samples at a time.
/// </summary>
internal sealed class Network
{
    /// <summary>Samples of a chunk: rows of a classifier fill the widest vectors of bytes.</summary>
    private const int MostSamples = 64;

    /// <summary>Floats that a value of a chunk has at most, where that leaves a sample: 16 MiB.</summary>
    private const int MostFloats = 4 << 20;

    private readonly int[] _sizes;
    private readonly int[] _slots;

    /// <param name="steps">The ops in the order in which they run.</param>
    /// <param name="sizes">Numbers of each value, of a sample.</param>
    /// <param name="input">The value that is the input.</param>
    /// <param name="output">The value that is the output.</param>
    public Network(IReadOnlyList<NetworkStep> steps, int[] sizes, int input, int output)
    {
        (Steps, _sizes, Input, Output) = (steps, sizes, input, output);
        (_slots, SlotSizes) = ShareSlots();
        ChunkSamples = Math.Clamp(MostFloats / SlotSizes.Max(), 1, MostSamples);
    }

    /// <summary>The ops in the order in which they run.</summary>
    public IReadOnlyList<NetworkStep> Steps { get; }

    /// <summary>The linear maps among them.</summary>
    public IEnumerable<LinearStep> LinearSteps => Steps.OfType<LinearStep>();

    /// <summary>The value that is the input.</summary>
    public int Input { get; }

    /// <summary>The value that is the output.</summary>
    public int Output { get; }

    /// <summary>Floats of each piece of memory, for a sample.</summary>
    public int[] SlotSizes { get; }

    /// <summary>Samples that go through all ops together.</summary>
    public int ChunkSamples { get; }

    /// <summary>Numbers of a value, of a sample.</summary>
    public int SizeOf(int value) => _sizes[value];

    /// <summary>The memory of a value.</summary>
    public int SlotOf(int value) => _slots[value];

    /// <summary>Runs all ops.</summary>
    /// <param name="values">Memory for as many samples.</param>
    /// <param name="input">[samples, input size].</param>
    /// <param name="output">[samples, output size].</param>
    public void Run(NetworkValues values, ReadOnlySpan<float> input, Span<float> output)
    {
        int samples = input.Length / _sizes[Input];
        input.CopyTo(values[Input, samples]);
        foreach (NetworkStep step in Steps)
        {
            step.Run(values, samples);
        }

        values[Output, samples].CopyTo(output);
    }

    /// <summary>A value gets memory when it is computed, and gives it back behind the last op that reads it.</summary>
    private (int[] Slots, int[] Sizes) ShareSlots()
    {
        int[] last = new int[_sizes.Length];
        last[Output] = int.MaxValue;
        for (int step = 0; step < Steps.Count; step++)
        {
            foreach (int value in Steps[step].Inputs)
            {
                last[value] = Math.Max(last[value], step);
            }
        }

        int[] slots = new int[_sizes.Length];
        List<int> sizes = [_sizes[Input]], free = [];
        for (int step = 0; step < Steps.Count; step++)
        {
            int value = Steps[step].Output;
            if (free.Count == 0)
            {
                free.Add(sizes.Count);
                sizes.Add(0);
            }

            // The one that has to grow least, and of those the smallest.
            int slot = free.OrderBy(candidate => Math.Max(0, _sizes[value] - sizes[candidate])).ThenBy(candidate => sizes[candidate]).First();
            free.Remove(slot);
            sizes[slot] = Math.Max(sizes[slot], _sizes[value]);
            slots[value] = slot;
            free.AddRange(Steps[step].Inputs.Append(value).Distinct().Where(read => last[read] <= step).Select(read => slots[read]));
        }

        return (slots, [.. sizes]);
    }
}
