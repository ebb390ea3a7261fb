using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// A checkpoint is damaged, or does not fit the model. The message names the file and what is wrong; no model was changed.
/// </summary>
public sealed class CheckpointException : Exception
{
    private const int ListedDifferences = 20;

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
    /// <param name="differences">A line for each tensor that is missing, superfluous or different.</param>
    internal CheckpointException(string path, ImmutableArray<string> differences)
        : base(Describe(path, differences))
    {
        Path = path;
        Differences = differences;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A line for each tensor that is missing, superfluous or different; empty where the file itself is damaged.</summary>
    public ImmutableArray<string> Differences { get; } = [];

    private static string Describe(string path, ImmutableArray<string> differences)
    {
        IEnumerable<string> lines = differences.Take(ListedDifferences).Prepend($"{path} does not fit the model:");
        if (differences.Length > ListedDifferences)
        {
            lines = lines.Append($"and {differences.Length - ListedDifferences} more");
        }

        return string.Join("\n  ", lines);
    }
}
