namespace Forecasting;

/// <summary>A year of hours of something like the load of a small grid: a day, a week and a year, the temperature, and what no clock knows.</summary>
internal static class Load
{
    public const int Channels = 2, Hours = 365 * 24;

    /// <summary>Rows of [load, temperature], one an hour, both around 0 and of about 1.</summary>
    public static float[] Draw(int seed)
    {
        var random = new Random(seed);
        float[] rows = new float[Hours * Channels];
        float weather = 0, noise = 0;
        for (int hour = 0; hour < Hours; hour++)
        {
            float day = MathF.Tau * hour / 24, week = MathF.Tau * hour / (7 * 24), year = MathF.Tau * hour / (365 * 24);
            weather = (0.99f * weather) + (0.1f * Normal(random));
            noise = (0.8f * noise) + (0.08f * Normal(random));
            float temperature = (0.6f * weather) - (0.5f * MathF.Cos(year)) - (0.4f * MathF.Cos(day));
            bool weekend = hour / 24 % 7 >= 5;
            float habit = (weekend ? 0.4f : 0.9f) * (MathF.Sin(day - 1.8f) + (0.4f * MathF.Sin((2 * day) - 1)));
            rows[hour * Channels] = habit + (0.2f * MathF.Sin(week)) + (0.5f * temperature * temperature) + noise - 0.3f;
            rows[(hour * Channels) + 1] = temperature;
        }

        return rows;
    }

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
