using System.CommandLine;
using System.CommandLine.Invocation;

namespace SparseGen.Tool.Commands;

/// <summary>What somebody may have meant, by the distance that System.CommandLine measures.</summary>
internal static class Suggestions
{
    // Names such as -m are near everything.
    private const int ShortName = 2;

    /// <summary>Names of commands and options near what was not understood, as the end of a message.</summary>
    /// <param name="result">Arguments with a mistake in them.</param>
    /// <returns>Such as <c>; did you mean 'list'?</c>, or nothing.</returns>
    public static string For(ParseResult result)
    {
        if (result.Action is not ParseErrorAction action)
        {
            return string.Empty;
        }

        // The library prints what it finds and hands it out in no other way. Names stand alone in their lines, whatever language the rest is in.
        action.ShowHelp = false;
        var printed = new StringWriter();
        result.Invoke(new InvocationConfiguration { Output = printed, Error = printed });
        HashSet<string> names = [.. Parents(result.CommandResult.Command).SelectMany(Names)];
        string[] near = [.. printed.ToString().Split('\n', StringSplitOptions.TrimEntries).Where(names.Contains).Distinct()];
        return near.Length == 0 ? string.Empty : $"; did you mean '{string.Join("' or '", near)}'?";
    }

    /// <summary>Names near a word, as the end of a message.</summary>
    /// <param name="word">What was not understood.</param>
    /// <param name="names">What would have been.</param>
    /// <returns>Such as <c>; did you mean 'mixer-b16'?</c>, or nothing.</returns>
    public static string Among(string word, IEnumerable<string> names)
    {
        var root = new RootCommand();
        foreach (string name in names)
        {
            root.Add(new Command(name));
        }

        return For(root.Parse([word]));
    }

    // The command that was found and what is around it, whose options may be its own too.
    private static IEnumerable<Command> Parents(Command command) => [command, .. command.Parents.OfType<Command>().SelectMany(Parents)];

    private static IEnumerable<string> Names(Command command)
        => command.Subcommands.Select(child => child.Name).Concat(command.Options.SelectMany(option => option.Aliases.Append(option.Name)))
            .Where(static name => name.Length > ShortName);
}
