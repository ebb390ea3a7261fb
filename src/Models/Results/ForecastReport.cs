namespace SparseGen.Tool.Results;

/// <summary>What <c>forecast --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Device">Where it was trained, as <c>--device</c> names it.</param>
/// <param name="DeviceName">What the device calls itself.</param>
/// <param name="Data">Name of the series.</param>
/// <param name="DataFile">Full path of the file it was read from.</param>
/// <param name="Rows">Steps of the series.</param>
/// <param name="Past">Steps that a forecast is made from.</param>
/// <param name="Future">Steps that are forecast.</param>
/// <param name="Season">Steps of a season.</param>
/// <param name="TrainWindows">Windows of training.</param>
/// <param name="ValidationWindows">Windows that chose the epoch.</param>
/// <param name="TestWindows">Windows that the forecasts are judged by.</param>
/// <param name="Methods">The ways, the model first.</param>
/// <param name="Losses">The loss of each step of the model's training.</param>
/// <param name="Epochs">Passes over the windows of training.</param>
/// <param name="Batch">Windows of a step.</param>
/// <param name="LearningRate">Highest learning rate.</param>
/// <param name="WeightDecay">Decoupled weight decay.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Seconds">Time of both trainings.</param>
/// <param name="Interrupted">Whether a signal ended it early.</param>
/// <param name="Diverged">What was not finite; null where all was.</param>
/// <param name="Checkpoint">Full path of the saved parameters; null where none were saved.</param>
/// <param name="Kept">The better checkpoint that stayed; null where there was none.</param>
/// <param name="Picture">Full path of the picture; null where none was drawn.</param>
internal sealed record ForecastReport(
    string Model,
    string Device,
    string DeviceName,
    string Data,
    string DataFile,
    int Rows,
    int Past,
    int Future,
    int Season,
    int TrainWindows,
    int ValidationWindows,
    int TestWindows,
    IReadOnlyList<ForecastMethod> Methods,
    IReadOnlyList<float> Losses,
    int Epochs,
    int Batch,
    float LearningRate,
    float WeightDecay,
    ulong Seed,
    double Seconds,
    bool Interrupted,
    string? Diverged,
    string? Checkpoint,
    string? Kept,
    string? Picture);

/// <summary>The errors of one way to forecast.</summary>
/// <param name="Name">The way.</param>
/// <param name="Mae">Mean absolute error; of several channels the mean, in deviations of the training part.</param>
/// <param name="Rmse">Root mean squared error, in the same units.</param>
/// <param name="Mase">Mean absolute scaled error, mean over the channels; null where no channel changes.</param>
/// <param name="Channels">Each channel in its own units.</param>
internal sealed record ForecastMethod(string Name, double Mae, double Rmse, double? Mase, IReadOnlyList<ForecastChannel> Channels);

/// <summary>The errors in one channel.</summary>
/// <param name="Name">The channel.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root mean squared error.</param>
/// <param name="Mase">Mean absolute scaled error; null where the channel never changes.</param>
internal sealed record ForecastChannel(string Name, double Mae, double Rmse, double? Mase);
