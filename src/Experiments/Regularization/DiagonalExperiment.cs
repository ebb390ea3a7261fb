namespace SparseGen.Experiments;

/// <summary>
/// Gradient regularisation on a diagonal linear network: effective scale and test error over ascent steps (Karakida et al. 2022, arXiv 2210.02720).
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="steps">Steps on full batches.</param>
internal sealed class DiagonalExperiment(ExperimentSession session, int steps)
{
    private readonly IReadOnlyList<DiagonalRegime> _regimes = DiagonalRegime.All(steps);

    /// <summary>Does the runs that are missing, then shows the table and draws the pictures.</summary>
    /// <param name="planned">How many runs were planned.</param>
    public ExperimentReport<DiagonalRun, DiagonalPoint> Run(out int planned)
    {
        const string Part = "-diagonal";
        var settings = new ExperimentSettings();
        foreach (DiagonalRegime regime in _regimes)
        {
            settings.Add(regime.Name, $"learning rate {Cell.Of(regime.LearningRate)} and {Cell.Of(regime.Steps)} steps");
        }

        settings.Add("device", session.Device.Name);
        ExperimentResult<DiagonalRun> result = session.Run(Plan(), settings, DiagonalRun.Schema, Part);
        IReadOnlyList<DiagonalPoint> points = DiagonalPoint.Of(result.Runs);
        DiagonalSummary.Show(points);
        if (points.Count > 0)
        {
            DiagonalPictures.Draw(points, session.FileOf(Part + "-scale.png"), session.FileOf(Part + "-error.png"));
        }

        planned = result.Planned;
        return new(session.Name + Part, settings.Values.ToDictionary(), session.Seeds, result.IsInterrupted, result.Runs, points, session.Output);
    }

    private List<PlannedRun<DiagonalRun>> Plan()
    {
        var plan = new List<PlannedRun<DiagonalRun>>();
        for (int number = 0; number < session.Seeds; number++)
        {
            int seed = number;
            plan.AddRange(_regimes.SelectMany(regime => regime.Regularizers.Select(regularizer => new PlannedRun<DiagonalRun>(
                DiagonalRun.KeyOf(regime.Name, regularizer, seed),
                $"diagonal network, {regime.Name}, {regularizer.Description}, seed {seed}",
                context => new DiagonalTraining(regime, regularizer, seed, session.Device).Run(context)))));
        }

        return plan;
    }
}
