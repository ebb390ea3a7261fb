using System.Text.Json.Serialization.Metadata;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Experiments;

/// <summary>One call of an experiment: where its files go, the device, and Ctrl-C.</summary>
internal sealed class ExperimentSession : IDisposable
{
    private readonly Interruption _interruption = new();
    private readonly string? _json;

    /// <summary>Begins it; what cannot be written is refused here, before the work.</summary>
    /// <param name="name">Name of the experiment.</param>
    /// <param name="output">Folder of its files.</param>
    /// <param name="seeds">How many seeds, 0 and on.</param>
    /// <param name="device">The opened device.</param>
    /// <param name="json">Where the report goes; null for nowhere.</param>
    public ExperimentSession(string name, string output, int seeds, Device device, string? json)
    {
        ReportFile.Prepare(json);
        Name = name;
        Output = Path.GetFullPath(output);
        Seeds = seeds;
        Device = device;
        _json = json;
        OutputFile.Prepare("--output", FileOf(".csv"));
    }

    /// <summary>Name of the experiment.</summary>
    public string Name { get; }

    /// <summary>Full path of the folder of its files.</summary>
    public string Output { get; }

    /// <summary>How many seeds: 0 to one less.</summary>
    public int Seeds { get; }

    /// <summary>Where models live.</summary>
    public Device Device { get; }

    /// <summary>Full path of one of its files: the experiment's name and an ending such as <c>.csv</c> or <c>-time.png</c>.</summary>
    /// <param name="ending">The ending.</param>
    public string FileOf(string ending) => Path.Combine(Output, Name + ending);

    /// <summary>Does the runs that are not done yet, under a display. An experiment with two kinds of runs calls it twice, with a part each.</summary>
    /// <typeparam name="TRun">The result of a run.</typeparam>
    /// <param name="plan">The runs; their keys differ.</param>
    /// <param name="settings">What they have in common.</param>
    /// <param name="schema">How a result is a line of the CSV file.</param>
    /// <param name="part">Empty, or what distinguishes the file of these runs, such as <c>-images</c>.</param>
    public ExperimentResult<TRun> Run<TRun>(
        IReadOnlyList<PlannedRun<TRun>> plan, ExperimentSettings settings, RunSchema<TRun> schema, string part = "")
    {
        using RunStore<TRun> store = RunStore<TRun>.Open(FileOf(part + ".csv"), Name + part, settings, schema);
        return ExperimentDisplay.Watch(display => ExperimentRunner.Run(plan, store, display, _interruption.Token));
    }

    /// <summary>A whole experiment with one kind of runs: does what is missing, shows what came of it, writes the report.</summary>
    /// <typeparam name="TRun">The result of a run.</typeparam>
    /// <typeparam name="TPoint">A row of the final table.</typeparam>
    /// <param name="plan">The runs; their keys differ.</param>
    /// <param name="settings">What they have in common.</param>
    /// <param name="schema">How a result is a line of the CSV file.</param>
    /// <param name="summarize">Makes the rows of the finished runs.</param>
    /// <param name="show">Prints the table, if there are rows.</param>
    /// <param name="draw">Draws the pictures, if there are rows and the platform can draw.</param>
    /// <param name="type">How the source-generated serialiser writes the report.</param>
    /// <returns>The exit code.</returns>
    public int Complete<TRun, TPoint>(
        IReadOnlyList<PlannedRun<TRun>> plan,
        ExperimentSettings settings,
        RunSchema<TRun> schema,
        Func<IReadOnlyList<TRun>, TPoint[]> summarize,
        Action<TPoint[]> show,
        Action<TPoint[]> draw,
        JsonTypeInfo<ExperimentReport<TRun, TPoint>> type)
    {
        ExperimentResult<TRun> result = Run(plan, settings, schema);
        TPoint[] points = summarize(result.Runs);
        if (points.Length > 0)
        {
            show(points);
            Drawing.Try(() => draw(points));
        }

        var report = new ExperimentReport<TRun, TPoint>(Name, settings.Values.ToDictionary(), Seeds, result.IsInterrupted, result.Runs, points, Output);
        return Finish(report, type, result.Runs.Count, result.Planned);
    }

    /// <summary>Writes the report and says where the files are.</summary>
    /// <typeparam name="TReport">The report's type.</typeparam>
    /// <param name="report">The report.</param>
    /// <param name="type">How the source-generated serialiser writes it.</param>
    /// <param name="finished">Runs that are finished.</param>
    /// <param name="planned">Runs that were planned.</param>
    /// <returns>The exit code.</returns>
    public int Finish<TReport>(TReport report, JsonTypeInfo<TReport> type, int finished, int planned)
    {
        ReportFile.Write(_json, report, type);
        Terminal.WriteLine($"Files: {Output}");
        if (finished == planned)
        {
            return ExitCode.Success;
        }

        Terminal.WriteLine($"Stopped after {finished} of {planned} runs; the same command goes on from there.");
        return ExitCode.Interrupted;
    }

    /// <inheritdoc/>
    public void Dispose() => _interruption.Dispose();
}
