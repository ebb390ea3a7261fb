using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Forecasting;

/// <summary>How a forecast is trained and judged.</summary>
/// <param name="Data">A CSV or Parquet file; null for the shipped series.</param>
/// <param name="Columns">Names of the columns; null for all of a file, and those of the shipped one.</param>
/// <param name="TimeColumn">Name of the column of times; null for the first where it holds times.</param>
/// <param name="Season">Steps of a season; null for what is usual for the times.</param>
/// <param name="Device">Where it runs.</param>
/// <param name="Epochs">Passes over the windows of training.</param>
/// <param name="Batch">Windows of a step.</param>
/// <param name="LearningRate">Highest learning rate.</param>
/// <param name="WeightDecay">Decoupled weight decay.</param>
/// <param name="Seed">Seed of initial values, noise and order.</param>
/// <param name="Checkpoint">Where the parameters go.</param>
/// <param name="Picture">Where the picture goes.</param>
/// <param name="Overwrite">Whether a better checkpoint is replaced.</param>
internal sealed record ForecastSettings(
    string? Data,
    string[]? Columns,
    string? TimeColumn,
    int? Season,
    DeviceChoice Device,
    int Epochs,
    int Batch,
    float LearningRate,
    float WeightDecay,
    ulong Seed,
    string Checkpoint,
    string Picture,
    bool Overwrite);
