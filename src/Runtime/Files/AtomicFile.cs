namespace SparseGen;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file: temporary file in the same folder (renaming across file systems would copy), flush to the disk, rename. On failure
    /// the temporary file is removed and a file that was there stays. Links stay too: the file that they lead to is written.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content into an empty file.</param>
    /// <exception cref="IOException">The file cannot be written, or what is there is no file.</exception>
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

        // Short, since a target's name may be as long as the file system takes.
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.safetensors.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
