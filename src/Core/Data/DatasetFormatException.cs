namespace SparseGen;

/// <summary>A data file is not what its reader needs. The message names the file, what was found and what was expected.</summary>
public sealed class DatasetFormatException : Exception
{
    /// <summary>A file and what is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="inner">The cause, if another exception is.</param>
    public DatasetFormatException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}
