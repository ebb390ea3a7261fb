namespace SparseGen.Tool.Forecasting;

/// <summary>The forecasts of one way for all windows of the test part, in the units of the file: [window, step, channel].</summary>
/// <param name="Name">The way.</param>
/// <param name="Values">The forecasts.</param>
internal sealed record Forecast(string Name, float[] Values);

/// <summary>The windows that forecasts are judged by, and the ways that cost nothing.</summary>
internal sealed class ForecastWindows
{
    /// <summary>More windows than this say no more, and would take memory for each way.</summary>
    private const int Most = 4096;

    private readonly ForecastData _data;

    /// <summary>The windows of the test part; of a long one every second, third and so on.</summary>
    /// <param name="data">The series.</param>
    public ForecastWindows(ForecastData data)
    {
        _data = data;
        int all = data.Whole.Length - data.FirstTestStep - ForecastData.Future + 1;
        Stride = ((all - 1) / Most) + 1;
        Count = ((all - 1) / Stride) + 1;
        Truth = Make("truth", (origin, step, channel) => data.Whole[origin + step][channel]).Values;
    }

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>What came, [window, step, channel].</summary>
    public float[] Truth { get; }

    /// <summary>The first step of a window's future, in the whole series.</summary>
    public int Origin(int window) => _data.FirstTestStep + (window * Stride);

    /// <summary>What was last, for all steps.</summary>
    public Forecast Naive() => Make("naive", (origin, _, channel) => _data.Whole[origin - 1][channel]);

    /// <summary>What was a season before, or as many seasons as it takes to be known.</summary>
    public Forecast SeasonalNaive() => Make(
        $"seasonal naive ({_data.Season})", (origin, step, channel) => _data.Whole[origin + step - (((step / _data.Season) + 1) * _data.Season)][channel]);

    /// <summary>The forecasts of a model.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model.</param>
    /// <param name="samples">Windows of the test part with this stride: all channels side by side, or a sample for each.</param>
    public Forecast Of<TModel>(string name, TModel model, Dataset samples)
        where TModel : class, IModel<TModel>
    {
        int channels = _data.Whole.Channels.Length, width = TModel.Info.OutputShape[^1];
        bool isApart = samples.Count != Count;
        float[] input = new float[model.MaxBatch * samples.InputSize], output = new float[model.MaxBatch * samples.TargetSize];
        float[] values = new float[Truth.Length];
        int[] indices = new int[model.MaxBatch];
        for (int first = 0; first < samples.Count; first += model.MaxBatch)
        {
            int size = Math.Min(model.MaxBatch, samples.Count - first);
            for (int i = 0; i < size; i++)
            {
                indices[i] = first + i;
            }

            samples.FillInputs(indices.AsSpan(0, size), input.AsSpan(0, size * samples.InputSize));
            model.Forward(input.AsSpan(0, size * samples.InputSize), output.AsSpan(0, size * samples.TargetSize));
            for (int i = 0; i < size; i++)
            {
                (int window, int channel) = isApart ? Math.DivRem(first + i, channels) : (first + i, 0);
                for (int step = 0; step < ForecastData.Future; step++)
                {
                    int place = (((window * ForecastData.Future) + step) * channels) + channel;
                    output.AsSpan((i * samples.TargetSize) + (step * width), isApart ? 1 : channels).CopyTo(values.AsSpan(place));
                }
            }
        }

        _data.Scaler.Undo(values);
        return new Forecast(name, values);
    }

    private Forecast Make(string name, Func<int, int, int, float> value)
    {
        int channels = _data.Whole.Channels.Length;
        float[] values = new float[Count * ForecastData.Future * channels];
        for (int i = 0; i < values.Length; i++)
        {
            (int window, int rest) = Math.DivRem(i, ForecastData.Future * channels);
            values[i] = value(Origin(window), rest / channels, rest % channels);
        }

        return new Forecast(name, values);
    }
}
