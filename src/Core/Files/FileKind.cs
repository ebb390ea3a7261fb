namespace SparseGen;

/// <summary>
/// Tells files, which may be replaced, from what only looks like one: a folder, a device, a pipe or a socket. The program that comes with the runtime
/// compiles this file too, to refuse a path before it trains.
/// </summary>
internal static class FileKind
{
    /// <summary>The obstacle that a path of a folder is.</summary>
    public const string Folder = "a folder";

    /// <summary>The full path that writing to a path reaches: links are followed, also those that lead to no file yet.</summary>
    /// <exception cref="IOException">Links lead to each other in a circle.</exception>
    public static string FollowLinks(string path)
    {
        string full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    /// <summary>Opens a file for reading, and nothing but a file: a device may have no end, and a pipe may wait for ever. Others may replace it meanwhile.</summary>
    /// <exception cref="IOException">The path is that of a folder, a device or a pipe, or the file cannot be read.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read it.</exception>
    public static FileStream OpenRead(string path)
    {
        if (FindObstacle(FollowLinks(path)) is string obstacle)
        {
            throw new IOException($"path is {path}, {obstacle}; expected the path of a file.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    /// <summary>What a path is when it is neither a file nor free for one, such as <see cref="Folder"/>; otherwise null. It never waits, also not for a pipe.</summary>
    /// <param name="path">The path, with its links followed.</param>
    public static string? FindObstacle(string path)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            return Folder;
        }

        // Nothing but a file has a length. Windows keeps its devices out of folders.
        var file = new FileInfo(path);
        return file.Exists && file.Length == 0 && !OperatingSystem.IsWindows() ? UnixFileType.Describe(path) : null;
    }
}
