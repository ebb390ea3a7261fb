namespace SparseGen.Tool.Commands;

/// <summary>Files that a command will write: looked at before the work, so that no long run ends in a wrong path.</summary>
internal static class OutputFile
{
    /// <summary>Makes the folder of a file to be written, and refuses a path that cannot be one.</summary>
    /// <param name="option">The option it came from, for the message.</param>
    /// <param name="path">The path; null is fine and does nothing.</param>
    /// <param name="isReplaced">Whether a new file takes the place of one that is there, as only a file allows; what is written into may be a device or a pipe.</param>
    /// <exception cref="CommandException">The file cannot be written there.</exception>
    public static void Prepare(string option, string? path, bool isReplaced = false)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            string target = FileKind.FollowLinks(path);
            string? obstacle = FileKind.FindObstacle(target);
            if (obstacle == FileKind.Folder || (obstacle is not null && isReplaced))
            {
                throw new CommandException($"{option}: '{path}' is {obstacle}; expected the path of a file");
            }

            // A pipe would be opened and closed before there is anything to read.
            if (obstacle is null)
            {
                Try(path, target, isReplaced);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{option}: '{path}' cannot be written: {exception.Message}");
        }
    }

    private static void Try(string path, string target, bool isReplaced)
    {
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        if (isReplaced)
        {
            // A new file takes the place, so that a new file is what must be possible. The place itself is not touched: another process may be filling it.
            string name = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
            new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            return;
        }

        // Opening for append shows missing rights without harming a file that is there. Behind /dev/stdout may be what has no path of its own: it is
        // written into under the name that was given.
        bool existed = File.Exists(target);
        File.Open(path, FileMode.Append, FileAccess.Write).Dispose();
        if (!existed)
        {
            File.Delete(target);
        }
    }
}
