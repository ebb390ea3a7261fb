using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SparseGen.Models;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Forecasting;

/// <summary>A series in parts, scaled, and the model for so many channels.</summary>
/// <param name="Name">What people call the data.</param>
/// <param name="Whole">The series as it was read.</param>
/// <param name="Parts">Its parts; validation and test begin with the past of their first window.</param>
/// <param name="Scaler">Fitted to the training part.</param>
/// <param name="Model">The model for at least so many channels; the others are zeros.</param>
/// <param name="Season">Steps of a season.</param>
internal sealed record ForecastData(string Name, Series Whole, SeriesSplit Parts, SeriesScaler Scaler, ModelEntry Model, int Season)
{
    /// <summary>Steps that models see, and steps that they forecast.</summary>
    public const int Past = 96, Future = 24;

    private const double TrainingShare = 0.7, ValidationShare = 0.1;
    private const int ShippedSeason = 365;

    private static readonly string[] ShippedColumns = ["temp_max", "temp_min", "precipitation", "wind"];

    // Widths that there are models for, in order.
    private static readonly ModelEntry[] Models = [.. new[] { 1, 4, 8, 32 }.Select(static width => ModelCatalogue.Find($"series-mixer-{width}")!)];

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "data", "series", "seattle-weather.csv");

    /// <summary>Channels of the model.</summary>
    public int Width => Model.Info.InputShape[1];

    /// <summary>The first step of the whole series that is forecast in the test part.</summary>
    public int FirstTestStep => Parts.Test.FirstRow - Whole.FirstRow + Past;

    /// <summary>Reads a series.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <exception cref="CommandException">It does not do for a forecast: too many channels, too short, a season that reaches before it.</exception>
    /// <exception cref="DatasetFormatException">The file is no series.</exception>
    public static ForecastData Load(ForecastSettings settings)
    {
        InputFile.Demand("--data", settings.Data);
        string[] columns = settings.Columns ?? (settings.Data is null ? ShippedColumns : []);
        Series whole = SeriesFile.Read(settings.Data ?? Shipped, new SeriesReadOptions { Columns = [.. columns], TimeColumn = settings.TimeColumn });
        ModelEntry model = Models.FirstOrDefault(model => model.Info.InputShape[1] >= whole.Channels.Length) ?? throw new CommandException(
            $"--data: '{whole.Source}' has {whole.Channels.Length} columns of numbers, and the models take up to {Models[^1].Info.InputShape[1]}; --columns names some");

        // The shortest part is that of validation.
        int needed = (int)Math.Ceiling(Future / ValidationShare);
        if (whole.Length < needed)
        {
            throw new CommandException(
                $"--data: '{whole.Source}' has {whole.Length} rows; a forecast of {Future} steps from {Past}, with a tenth of the rows to choose by, needs {needed}");
        }

        SeriesSplit parts = whole.Split(TrainingShare, ValidationShare, Past);
        int season = settings.Season ?? (settings.Data is null ? ShippedSeason : Seasons.Of(whole.Times));
        var data = new ForecastData(Path.GetFileNameWithoutExtension(whole.Source), whole, parts, SeriesScaler.Standard(parts.Training), model, season);
        return season < parts.Training.Length && season <= data.FirstTestStep ? data : throw new CommandException(
            $"--season: {season} steps are more than the {parts.Training.Length} rows of training");
    }

    /// <summary>Windows of a part for the model: scaled, with channels of zeros behind those that there are.</summary>
    /// <param name="part">The part.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    public Dataset Windows(Series part, int stride = 1) =>
        Widen(Scaler.Apply(part)).Windows(new SeriesWindowOptions { Past = Past, Future = Future, Stride = stride });

    /// <summary>Windows of a part for the linear map: scaled, a sample for each channel.</summary>
    /// <param name="part">The part.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    public Dataset ChannelWindows(Series part, int stride = 1) =>
        Scaler.Apply(part).Windows(new SeriesWindowOptions { Past = Past, Future = Future, Stride = stride, ChannelsApart = true });

    /// <summary>What tells these numbers from others.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Whole.Values)).AsSpan(0, 8));

    private Series Widen(Series series)
    {
        int channels = series.Channels.Length;
        if (channels == Width)
        {
            return series;
        }

        float[] values = new float[series.Length * Width];
        for (int step = 0; step < series.Length; step++)
        {
            series[step].CopyTo(values.AsSpan(step * Width, channels));
        }

        // Names that no column has: those of a file are never empty at the end.
        ImmutableArray<string> names = [.. series.Channels, .. Enumerable.Range(channels, Width - channels).Select(static channel => $"{channel} (zeros)\n")];
        return new Series(values, names, source: series.Source);
    }
}
