using System.Runtime.InteropServices;

namespace SparseGen;

/// <summary>
/// Makes a renaming outlast a loss of power: on Unix the names of files are part of their folder, which is flushed like a file. .NET opens no folders
/// (<see cref="File.OpenHandle"/> refuses them), so the C library is asked. Windows writes names through a journal of its own.
/// </summary>
internal static partial class FolderFlush
{
    /// <summary>Flushes a folder. Where that is not possible nothing is lost but this guarantee.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            // 0 is O_RDONLY everywhere.
            int descriptor = Open(folder, 0);
            if (descriptor >= 0)
            {
                _ = Synchronize(descriptor);
                _ = Close(descriptor);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system whose C library has another name.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
