using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>Shows a training while it runs.</summary>
internal static class TrainingDisplay
{
    private const int WidthForBar = 115;

    /// <summary>Runs a training under a progress bar, or with a line for each epoch where the output is no terminal.</summary>
    /// <typeparam name="T">What the training yields.</typeparam>
    /// <param name="train">The training; it reports to what it is handed.</param>
    /// <param name="samples">What the samples are.</param>
    public static T Watch<T>(Func<IProgress<TrainingProgress>, T> train, string samples = "images")
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!Terminal.IsLive)
        {
            return train(new EpochLines(samples));
        }

        return Terminal.Output.Progress()
            .HideCompleted(false)
            .Columns(Columns())
            .Start(context => train(new ProgressBar(context.AddTask("starting", autoStart: true), samples)));
    }

    // The line before the bar takes some 60 columns; what there is no room for would break it.
    private static ProgressColumn[] Columns() => Terminal.Output.Profile.Width < WidthForBar
        ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new PercentageColumn()]
        : [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];

    private sealed class ProgressBar(ProgressTask task, string samples) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.MaxValue = value.TotalSteps;
            task.Value = value.Step;
            task.Description = Markup.Escape(ProgressText.Describe(value, samples));
        }
    }

    // Every epoch ends with a report that has a new evaluation.
    private sealed class EpochLines(string samples) : IProgress<TrainingProgress>
    {
        private EvaluationResult? _printed;

        public void Report(TrainingProgress value)
        {
            if (value.Test is not null && !ReferenceEquals(value.Test, _printed))
            {
                _printed = value.Test;
                Terminal.WriteLine(ProgressText.Describe(value, samples));
            }
        }
    }
}
