namespace SparseGen.Tool.Forecasting;

/// <summary>The season that is usual for steps of a length.</summary>
internal static class Seasons
{
    private static readonly (TimeSpan Step, int Season)[] Known =
    [
        (TimeSpan.FromMinutes(1), 24 * 60),
        (TimeSpan.FromMinutes(5), 24 * 12),
        (TimeSpan.FromMinutes(10), 24 * 6),
        (TimeSpan.FromMinutes(15), 24 * 4),
        (TimeSpan.FromMinutes(30), 24 * 2),
        (TimeSpan.FromHours(1), 24),
        (TimeSpan.FromDays(1), 7),
        (TimeSpan.FromDays(7), 52),
        (TimeSpan.FromDays(30), 12),
        (TimeSpan.FromDays(91), 4),
    ];

    /// <summary>
    /// Steps of a day where steps are minutes or hours, of a week where they are days, of a year where they are weeks, months or quarters; 1, which is no season, for others.
    /// </summary>
    /// <param name="times">The times of a series; none for one without.</param>
    public static int Of(ReadOnlySpan<DateTime> times)
    {
        if (times.Length < 2)
        {
            return 1;
        }

        // The mean tells months, which are not of one length; a tenth more or less is the same step.
        TimeSpan step = (times[^1] - times[0]) / (times.Length - 1);
        foreach ((TimeSpan known, int season) in Known)
        {
            if (step > known * 0.9 && step < known * 1.1)
            {
                return season;
            }
        }

        return 1;
    }
}
