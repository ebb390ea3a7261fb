using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SparseGen;

/// <summary>
/// What kind of file a path of Unix is. The attributes of .NET do not know devices and pipes, and to open one may wait for ever, so the C library is asked, which opens nothing.
/// </summary>
internal static partial class UnixFileType
{
    // S_IFMT and the types, the same on every Unix.
    private const int TypeBits = 0xF000, Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000, Socket = 0xC000;

    // AT_FDCWD and STATX_TYPE of Linux.
    private const int WorkingFolder = -100;
    private const uint TypeOnly = 1;

    // Room for struct statx and struct stat.
    private const int Room = 256;

    /// <summary>The type in words where it is none of a file or a folder; null for those, for what is not there, and where the system does not say.</summary>
    /// <param name="path">The path, with its links followed.</param>
    public static string? Describe(string path)
    {
        Span<byte> status = stackalloc byte[Room];
        try
        {
            return (ReadMode(path, status) & TypeBits) switch
            {
                Pipe => "a named pipe",
                CharacterDevice => "a character device",
                BlockDevice => "a block device",
                Socket => "a socket",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Both structures are part of the systems' binary interfaces: statx(2) of Linux is the same on every processor, stat(2) of macOS with inodes of 64 bits too.
    private static int ReadMode(string path, Span<byte> status) =>
        OperatingSystem.IsLinux() ? (Statx(WorkingFolder, path, 0, TypeOnly, status) == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) : 0)
        : OperatingSystem.IsMacOS() && (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatX64(path, status) : Stat(path, status)) == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(status[4..])
        : 0;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX64(string path, Span<byte> status);
}
