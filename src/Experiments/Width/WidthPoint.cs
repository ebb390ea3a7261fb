namespace SparseGen.Experiments;

/// <summary>A model of the width experiment over all its seeds: a row of the table.</summary>
/// <param name="Kind">One of <see cref="WidthKind.All"/>.</param>
/// <param name="Tokens">S; 1 for an SW-MLP.</param>
/// <param name="Channels">C.</param>
/// <param name="Width">Effective width, m = S C.</param>
/// <param name="Connections">Omega, connections of a linear map on average over the blocks.</param>
/// <param name="Density">Share of the weights that is not zero in the blocks' dense matrices.</param>
/// <param name="ParameterCount">Learned numbers.</param>
/// <param name="TestError">Share of the test images that are named wrongly, over the seeds.</param>
/// <param name="TrainLoss">Mean loss of the last epoch, over the seeds.</param>
/// <param name="Seconds">Time of a training, mean over the seeds.</param>
internal sealed record WidthPoint(
    string Kind,
    int Tokens,
    int Channels,
    int Width,
    double Connections,
    double Density,
    int ParameterCount,
    Spread TestError,
    Spread TrainLoss,
    double Seconds)
{
    /// <summary>The point of a model; null while none of its runs is finished.</summary>
    /// <param name="model">The model.</param>
    /// <param name="runs">All finished runs.</param>
    public static WidthPoint? Of(WidthModel model, IEnumerable<WidthRun> runs)
    {
        WidthRun[] own = [.. runs.Where(run => run.Kind == model.Kind && run.Tokens == model.Tokens && run.Channels == model.Channels)];
        return own.Length == 0
            ? null
            : new WidthPoint(
                model.Kind,
                model.Tokens,
                model.Channels,
                model.Width,
                model.Connections,
                model.Density,
                model.Entry.Info.ParameterCount,
                Spread.Of(own.Select(run => run.TestError)),
                Spread.Of(own.Select(run => run.TrainLoss)),
                own.Average(run => run.Seconds));
    }
}
