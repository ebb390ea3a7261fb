using System.Diagnostics;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Experiments;

/// <summary>Shows an experiment while it runs: two bars on a terminal, a line for each run elsewhere.</summary>
internal static class ExperimentDisplay
{
    /// <summary>Runs an experiment under a display.</summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="run">The experiment; it reports to what it is handed.</param>
    public static T Watch<T>(Func<IExperimentDisplay, T> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Terminal.IsLive)
        {
            return run(new Lines());
        }

        return Terminal.Output.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => run(new Bars(context.AddTask("runs"), context.AddTask("training"))));
    }

    private static string Describe(int index, int count, string description) => $"run {index + 1}/{count}  {description}";

    private sealed class Bars(ProgressTask runs, ProgressTask training) : IExperimentDisplay
    {
        public void Begin(int index, int count, string description, bool isDone)
        {
            runs.MaxValue = count;
            runs.Value = index;
            runs.Description = Markup.Escape(Describe(index, count, description));
            training.Value = 0;
        }

        public void Report(TrainingProgress value)
        {
            training.MaxValue = value.TotalSteps;
            training.Value = value.Step;
            training.Description = Markup.Escape(ProgressText.Describe(value));
        }

        public void End() => runs.StopTask();
    }

    private sealed class Lines : IExperimentDisplay
    {
        private Stopwatch? _watch;
        private string _running = string.Empty;
        private TrainingProgress? _last;

        public void Begin(int index, int count, string description, bool isDone)
        {
            EndRun();
            string text = Describe(index, count, description);
            if (isDone)
            {
                Terminal.WriteLine($"{text}  done before");
                return;
            }

            _running = text;
            _watch = Stopwatch.StartNew();
        }

        public void Report(TrainingProgress value) => _last = value;

        public void End() => EndRun();

        private void EndRun()
        {
            if (_watch is not null)
            {
                string training = _last is TrainingProgress last ? $"  {ProgressText.Describe(last)}" : string.Empty;
                Terminal.WriteLine($"{_running}{training}  {Tables.Seconds(_watch.Elapsed.TotalSeconds)}");
            }

            _watch = null;
            _last = null;
        }
    }
}
