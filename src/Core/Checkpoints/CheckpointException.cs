using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// A checkpoint is damaged, or does not fit the model. The message names the file and what is wrong; no model was changed.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <summary>A damaged file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="inner">The cause, if another exception is.</param>
    internal CheckpointException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner)
    {
        Path = path;
    }

    /// <summary>A sound file of another model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="differences">Tensors that are missing, superfluous or different.</param>
    internal CheckpointException(string path, CheckpointDifferences differences)
        : base(differences.Describe(path))
    {
        Path = path;
        Differences = differences.All;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A sound state of another trainer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="differences">A line for each thing that differs.</param>
    internal static CheckpointException OfState(string path, IReadOnlyCollection<string> differences)
    {
        const int listed = 40;
        string more = differences.Count > listed ? $"\n  and {differences.Count - listed} more" : string.Empty;
        return new CheckpointException(path, $"The state does not fit the trainer:\n  {string.Join("\n  ", differences.Take(listed))}{more}")
        {
            Differences = [.. differences],
        };
    }

    /// <summary>
    /// A line for each tensor that is missing, then for each that is superfluous, then for each that is different; empty where the file itself is
    /// damaged. The message has the first twenty of each.
    /// </summary>
    public ImmutableArray<string> Differences { get; private init; } = [];
}
