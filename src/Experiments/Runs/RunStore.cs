using System.Text;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments;

/// <summary>
/// The finished runs of an experiment, kept in a CSV file: a comment with the settings, the names of the columns, a line for each run. A line is written when
/// its run is done, so a program that is stopped loses only the run it is at.
/// </summary>
/// <remarks>
/// The last line of a program that was killed may be torn: what stands behind the last line end is cut off. A file with other settings is refused, because its
/// lines would be compared with ones they cannot be compared with.
/// </remarks>
/// <typeparam name="TRun">The result of a run.</typeparam>
internal sealed class RunStore<TRun> : IDisposable
{
    // On Windows others may look on. Elsewhere .NET locks a file only against those who may not even do that; programs that ignore locks look on anyway.
    private static readonly FileShare OthersMay = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;

    private readonly FileStream _file;
    private readonly RunSchema<TRun> _schema;
    private readonly Dictionary<string, TRun> _runs = [];

    private RunStore(FileStream file, RunSchema<TRun> schema)
    {
        _file = file;
        _schema = schema;
    }

    /// <summary>The finished runs by their keys.</summary>
    public IReadOnlyDictionary<string, TRun> Runs => _runs;

    /// <summary>The file.</summary>
    public string Path => _file.Name;

    /// <summary>Opens the file of an experiment, or makes it; until it is closed no other process can.</summary>
    /// <param name="path">The file.</param>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="settings">What its runs have in common.</param>
    /// <param name="schema">How a run is a line.</param>
    /// <exception cref="CommandException">The file is another experiment's, has other settings, is damaged or is in use.</exception>
    public static RunStore<TRun> Open(string path, string experiment, ExperimentSettings settings, RunSchema<TRun> schema)
    {
        string[] head = [ExperimentSettings.Prefix(experiment) + settings, string.Join(',', schema.Columns)];
        FileStream file;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OthersMay);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--output: '{path}' cannot be written: {exception.Message}");
        }

        var store = new RunStore<TRun>(file, schema);
        try
        {
            store.Load(head);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Adds a finished run; when the call returns it is on the disk.</summary>
    /// <param name="run">Its result; no other has its key.</param>
    public void Add(TRun run)
    {
        string line = _schema.Write(run);
        _runs.Add(_schema.Key(run), run);
        Append(line);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Load(string[] head)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n')[..^1];
        for (int i = 0; i < Math.Min(lines.Length, head.Length); i++)
        {
            if (lines[i] != head[i])
            {
                throw new CommandException(
                    $"--output: '{Path}' holds runs with {ExperimentSettings.Difference(lines[i], head[i])}; name another folder, or remove the file");
            }
        }

        for (int i = head.Length; i < lines.Length; i++)
        {
            LoadRun(lines[i], i + 1);
        }

        _file.SetLength(whole);
        _file.Position = whole;
        foreach (string missing in head.Skip(lines.Length))
        {
            Append(missing);
        }
    }

    private void LoadRun(string line, int number)
    {
        try
        {
            TRun run = _schema.Read(line);
            if (!_runs.TryAdd(_schema.Key(run), run))
            {
                throw new FormatException($"a second result of {_schema.Key(run)}");
            }
        }
        catch (FormatException exception)
        {
            throw new CommandException($"--output: line {number} of '{Path}' is damaged: {exception.Message}; remove the line, and its run is done again");
        }
    }

    private void Append(string line)
    {
        // One write, so that a line is whole or at the torn end of the file.
        _file.Write(Encoding.UTF8.GetBytes(line + '\n'));
        _file.Flush(flushToDisk: true);
    }
}
