using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary>Options that every experiment has: where its files go, seeds, device and <c>--json</c>.</summary>
/// <param name="name">Name of the experiment, and of its command.</param>
/// <param name="standardSeeds">Seeds when <c>--seeds</c> is not given.</param>
/// <param name="hasModels">Whether it has models, which live on a device; one without takes no <c>--device</c>.</param>
internal sealed class ExperimentOptions(string name, int standardSeeds, bool hasModels = true)
{
    private readonly Option<string?> _output = SharedOptions.Path(
        $"Folder of the results, where a second start goes on; results/{name} by default", "DIR", "--output", "-o");

    private readonly Option<int> _seeds = Numbers.Whole("--seeds", "How many seeds; table and picture show mean and standard deviation", standardSeeds, 1000);
    private readonly Option<DeviceChoice> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<string?> _json = SharedOptions.Json();

    /// <summary>Makes the command.</summary>
    /// <param name="description">What the experiment shows, in one line.</param>
    /// <param name="run">Does it, and returns the exit code.</param>
    /// <param name="options">What it takes besides the common options.</param>
    public Command CreateCommand(string description, Func<ParseResult, ExperimentSession, int> run, params ReadOnlySpan<Option> options)
    {
        var command = new Command(name, description) { _output, _seeds };
        foreach (Option option in options)
        {
            command.Add(option);
        }

        if (hasModels)
        {
            command.Add(_device);
            command.Add(_threads);
        }

        command.Add(_json);
        command.SetAction(result =>
        {
            using ExperimentSession session = Open(result);
            return run(result, session);
        });
        return command;
    }

    private ExperimentSession Open(ParseResult result)
        => new(
            name,
            result.GetValue(_output) ?? Path.Combine("results", name),
            result.GetValue(_seeds),
            hasModels ? result.GetRequiredValue(_device).WithThreads(result.GetValue(_threads)).Open() : Device.Cpu,
            result.GetValue(_json));
}
