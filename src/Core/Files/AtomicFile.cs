namespace SparseGen;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file: temporary file in the same folder (renaming across file systems would copy), flush to the disk, rename, flush of the folder. On
    /// failure the temporary file is removed and a file that was there stays. Links stay too: the file that they lead to is written. What a process that
    /// was killed in the middle left behind for the same target is removed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content into an empty file.</param>
    /// <exception cref="IOException">The file cannot be written, or what is there is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        string target = FileKind.FollowLinks(path);
        if (FileKind.FindObstacle(target) is string obstacle)
        {
            // Renaming would put a file in the place of a device or a pipe.
            throw new IOException($"path is {path}, {obstacle}; expected the path of a file.");
        }

        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        using FileStream stream = TemporaryFile.Create(target, DateTime.UtcNow);
        try
        {
            TemporaryFile.RemoveAbandoned(target, stream.Name);
            Fill(stream, write, path);

            // Still open, and so locked: nobody takes it for abandoned before it has its name.
            File.Move(stream.Name, target, overwrite: true);
        }
        catch
        {
            try
            {
                stream.Dispose();
            }
            finally
            {
                File.Delete(stream.Name);
            }

            throw;
        }

        FolderFlush.Flush(folder);
    }

    private static void Fill(FileStream stream, Action<FileStream> write, string path)
    {
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
        {
            // .NET's word for EFBIG: the file system, or a limit of the process, takes no file of this size.
            throw new IOException($"path is {path}; a file of this size cannot be written there.", exception);
        }
    }
}
