namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Kernels in which a few threads, the lanes, share a row of channels: layer norm and its derivative.</summary>
internal sealed class GpuRow(int channels)
{
    /// <summary>Lanes of a row: enough that each has a handful of channels, few enough that one can add up what all found.</summary>
    private readonly int _lanes = channels switch
    {
        <= 16 => 4,
        <= 256 => 8,
        <= 1024 => 32,
        _ => GpuKernel.Threads,
    };

    private int RowsOfGroup => GpuKernel.Threads / _lanes;

    /// <summary>Grid and group for a number of rows called rows.</summary>
    public string Configuration => GpuKernel.Groups($"(rows + {RowsOfGroup - 1}) / {RowsOfGroup}");

    /// <summary>The loop of a lane over its channels. Lanes beyond the last row do nothing, but meet the others at barriers.</summary>
    public IDisposable ChannelLoop(CodeWriter code) =>
        code.Block($"for (int channel = lane; channel < limit; channel += {_lanes})");

    /// <summary>Declares row, lane, start (where the row starts), limit and sums, shared memory of a float a thread.</summary>
    public void WritePlaces(CodeWriter code) => WritePlaces(code, "sums");

    /// <summary>
    /// Declares what <see cref="WritePlaces(CodeWriter)"/> does and squares, then computes mean and inverseDeviation. The variance is the mean of
    /// (x - mean)^2, taken in a second pass: the difference of two large sums would lose its digits. The mean is taken from the first number on, so that that of equal numbers is exact.
    /// </summary>
    public void WriteStatistics(CodeWriter code, float epsilon)
    {
        WritePlaces(code, "sums", "squares");
        code.Line("float first = row < rows ? input[start] : 0f;");
        code.Line("float sum = 0f;");
        using (ChannelLoop(code))
        {
            code.Line("sum += input[start + channel] - first;");
        }

        WriteSum(code, "sum", "sums");
        code.Line($"float mean = first + sum * (1f / {channels});");
        code.Line("float square = 0f;");
        using (ChannelLoop(code))
        {
            code.Line("float centred = input[start + channel] - mean;");
            code.Line("square += centred * centred;");
        }

        WriteSum(code, "square", "squares");
        code.Line($"float inverseDeviation = 1f / MathF.Sqrt(square * (1f / {channels}) + {Text.Of(epsilon)});");
    }

    /// <summary>Adds up a variable over the lanes of each row; all get the sum, added in the same order.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="shared">Shared memory of a float a thread that no lane reads any more.</param>
    public void WriteSum(CodeWriter code, string variable, string shared)
    {
        code.Lines($"""
            {shared}[Group.IdxX] = {variable};
            Group.Barrier();
            {variable} = 0f;
            """);
        using (code.Block($"for (int i = 0; i < {_lanes}; i++)"))
        {
            code.Line($"{variable} += {shared}[firstLane + i];");
        }
    }

    private void WritePlaces(CodeWriter code, params string[] shared)
    {
        foreach (string name in shared)
        {
            code.Line($"ArrayView<float> {name} = SharedMemory.Allocate<float>({GpuKernel.Threads});");
        }

        code.Lines($"""
            int lane = Group.IdxX % {_lanes};
            int firstLane = Group.IdxX - lane;
            int row = Grid.IdxX * {RowsOfGroup} + Group.IdxX / {_lanes};
            int limit = row < rows ? {channels} : 0;
            int start = row * {channels};
            """);
    }
}
