using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Inspection;

/// <summary>What the instruments refuse is a mistake in what was asked for: one line for who asked.</summary>
internal static class Refusal
{
    /// <summary>Calls something.</summary>
    /// <param name="inspected">The model that it looks at.</param>
    /// <param name="look">Looks.</param>
    /// <exception cref="CommandException">The instrument refused.</exception>
    public static TResult Of<TResult>(InspectedModel inspected, Func<TResult> look)
    {
        try
        {
            return look();
        }
        catch (ArgumentException exception)
        {
            throw new CommandException($"MODEL: {inspected}: {Reason(exception)}");
        }
    }

    /// <summary>The message without the name of the parameter that .NET puts behind it.</summary>
    public static string Reason(ArgumentException exception) => exception.Message.Split(" (Parameter")[0];
}
