using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SparseGen.Tool.Commands;

/// <summary>Options that take a number and say plainly which numbers they take.</summary>
internal static class Numbers
{
    /// <summary>An option that takes a whole number of at least 1.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="standard">Its value when it is not given.</param>
    /// <param name="maximum">The largest value it takes.</param>
    public static Option<int> Whole(string name, string description, int standard, int maximum = int.MaxValue)
        => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
            CustomParser = argument => ParseWhole(argument, name, maximum),
        };

    /// <summary>An option that takes a whole number of at least 1 and may be left out.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="maximum">The largest value it takes.</param>
    public static Option<int?> OptionalWhole(string name, string description, int maximum = int.MaxValue)
        => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = argument => ParseWhole(argument, name, maximum),
        };

    /// <summary>An option that takes a 64-bit seed.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for.</param>
    public static Option<ulong> Seed(string name, string description)
        => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => 0,
            CustomParser = argument => Parse<ulong>(
                argument,
                name,
                text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null,
                $"a whole number from 0 to {ulong.MaxValue}"),
        };

    /// <summary>An option that takes a finite number, at least 0 or more than 0.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="standard">Its value when it is not given.</param>
    /// <param name="positive">Whether 0 is refused.</param>
    public static Option<float> Real(string name, string description, float standard, bool positive)
        => new(name)
        {
            Description = description,
            HelpName = "X",
            DefaultValueFactory = _ => standard,
            CustomParser = argument => Parse<float>(
                argument,
                name,
                text => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    && float.IsFinite(value) && (positive ? value > 0 : value >= 0) ? value : null,
                positive ? "a number greater than 0, such as 0.001" : "a number of at least 0, such as 0.05"),
        };

    /// <summary>An option that takes a share of at least 0 and less than 1.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for.</param>
    public static Option<double?> OptionalShare(string name, string description)
        => new(name)
        {
            Description = description,
            HelpName = "X",
            CustomParser = argument => Parse<double>(
                argument,
                name,
                text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and < 1 ? value : null,
                "a share of at least 0 and less than 1, such as 0.8"),
        };

    private static int ParseWhole(ArgumentResult argument, string name, int maximum)
        => Parse<int>(
            argument,
            name,
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= maximum
                ? value
                : null,
            maximum == int.MaxValue ? "a whole number of at least 1" : $"a whole number from 1 to {maximum}");

    private static T Parse<T>(ArgumentResult argument, string name, Func<string, T?> parse, string expected)
        where T : struct
    {
        string text = argument.Tokens[0].Value;
        T? value = parse(text);
        if (value is null)
        {
            argument.AddError($"{name}: '{text}' is not {expected}");
        }

        return value ?? default;
    }
}
