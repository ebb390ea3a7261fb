using System.CommandLine;
using SparseGen.Bench.Quick;
using SparseGen.Experiments;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Hooks;

/// <summary>What hooks that take several gradients cost: training steps with each against plain steps, in turns.</summary>
internal static class HooksCommand
{
    private const int Rounds = 31;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures, prints a table and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>hooks</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<int> threads = Measurement.Threads(Environment.ProcessorCount);
        Option<int> batch = Measurement.Batch();
        var command = new Command("hooks", "Training steps with SAM and gradient regularisation against plain steps, in a minute.") { json, threads, batch };
        command.SetAction(result => Run(result.GetValue(json), result.GetValue(threads), result.GetValue(batch)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json, int threads, int batch)
    {
        ReportFile.Prepare(json);

        ModelEntry[] models = [ModelEntry.Of<FashionMixer>(nameof(FashionMixer), "the model of the first example"), .. RegularizedModels.All];
        Device device = Device.CpuWithThreads(threads);
        var report = new HooksReport(
            Conditions.Current(),
            threads,
            batch,
            Rounds,
            [.. models.Select(model => new HooksOfModel(
                model.Name, model.Info.ParameterCount, model.Apply(new StepTimesOperation(device, batch, Rounds, Turn, Variants(model)))))]);
        HooksTable.Show(report);
        ReportFile.Write(json, report, HooksJson.Default.HooksReport);
        return ExitCode.Success;
    }

    /// <summary>All methods; exact products only where a model was declared to have them.</summary>
    private static StepVariant[] Variants(ModelEntry model) =>
    [
        .. ImageRegularizers.Timed.Where(one => one.Method != Regularizer.Exact || model.Info.HasHessianProducts)
            .Select(static one => new StepVariant(one.Method, one.CreateHook)),
    ];
}
