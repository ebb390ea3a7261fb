namespace SparseGen.Tool.Commands;

/// <summary>Files that a command will read: looked at before the work, and never opened when they are none, since a pipe may wait for ever.</summary>
internal static class InputFile
{
    /// <summary>Refuses a path that leads to no file.</summary>
    /// <param name="option">The option it came from, for the message.</param>
    /// <param name="path">The path; null is fine.</param>
    /// <param name="remedy">Where such a file comes from.</param>
    /// <exception cref="CommandException">There is no file, or something else.</exception>
    public static void Demand(string option, string? path, string? remedy = null)
    {
        if (path is null)
        {
            return;
        }

        string? obstacle;
        try
        {
            obstacle = FileKind.FindObstacle(FileKind.FollowLinks(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{option}: '{path}' cannot be read: {exception.Message}");
        }

        if (obstacle is not null)
        {
            throw new CommandException($"{option}: '{path}' is {obstacle}; expected the path of a file");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"{option}: there is no file '{path}'{(remedy is null ? string.Empty : $"; {remedy}")}");
        }
    }
}
