namespace SparseGen;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file: temporary file in the same folder (renaming across file systems would copy), flush to the disk, rename. On failure
    /// the temporary file is removed and a file that was there stays.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target)
            ?? throw new ArgumentException($"path is {path}, a root folder; it must be a file.", nameof(path));
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.safetensors.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(head);
                stream.Write(body);
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
