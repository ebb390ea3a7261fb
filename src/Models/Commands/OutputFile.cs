namespace SparseGen.Models.Commands;

/// <summary>Files that a command will write: looked at before the work, so that no long run ends in a wrong path.</summary>
internal static class OutputFile
{
    /// <summary>Makes the folder of a file to be written, and refuses a path that cannot be one.</summary>
    /// <param name="option">The option it came from, for the message.</param>
    /// <param name="path">The path; null is fine and does nothing.</param>
    /// <exception cref="CommandException">The file cannot be written there.</exception>
    public static void Prepare(string option, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new CommandException($"{option}: '{path}' is a folder; expected the path of a file");
        }

        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            // Opening for append shows missing rights without harming a file that is there.
            bool existed = File.Exists(path);
            File.Open(path, FileMode.Append, FileAccess.Write).Dispose();
            if (!existed)
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{option}: '{path}' cannot be written: {exception.Message}");
        }
    }
}
