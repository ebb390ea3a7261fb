using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SparseGen;

/// <summary>
/// The files in which a target is written before it gets its name. Each is locked as long as its process lives, so that the next save to the same target,
/// by whatever process, tells those that were left behind by one that was killed, and removes them. A name says when its file was made.
/// </summary>
internal static class TemporaryFile
{
    private const string Ending = ".sparsegen.tmp";
    private const int Attempts = 16;
    private const int TicksLength = 16;

    // Between the making of a file and its lock.
    private static readonly TimeSpan s_youth = TimeSpan.FromSeconds(1);

    // Where the file system knows no locks, only time tells.
    private static readonly TimeSpan s_longAgo = TimeSpan.FromDays(1);

    /// <summary>Makes an empty file beside a target, locked until it is closed. Others may rename it meanwhile, but not open it.</summary>
    /// <param name="target">The full path of the target.</param>
    /// <param name="now">The time, as UTC.</param>
    public static FileStream Create(string target, DateTime now)
    {
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(Path.GetDirectoryName(target)!, $"{Beginning(target)}{now.Ticks:x16}.{Path.GetRandomFileName()}{Ending}");
            try
            {
                var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0);
                if (File.Exists(path))
                {
                    return stream;
                }

                // Whoever was held up for longer than a file's youth between making and locking it has locked what another save has removed.
                stream.Dispose();
            }
            catch (IOException) when (attempt < Attempts)
            {
                // The name was taken, or somebody looked whether the file was abandoned in the moment before it was locked.
            }
        }
    }

    /// <summary>Removes what processes that were killed have left of a target.</summary>
    /// <param name="target">The full path of the target.</param>
    /// <param name="own">The caller's own file, which it holds open.</param>
    public static void RemoveAbandoned(string target, string own)
    {
        TimeSpan? age = null;
        foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"{Beginning(target)}*{Ending}"))
        {
            if (path == own)
            {
                continue;
            }

            age ??= TryLock(own) is FileStream second ? Close(second, s_longAgo) : s_youth;
            if (DateTime.UtcNow.Ticks - TicksOf(path, target) > age.Value.Ticks)
            {
                TryLock(path, FileOptions.DeleteOnClose)?.Dispose();
            }
        }
    }

    /// <summary>How all temporary files of a target begin. A target's name may be as long as the file system takes, so it is not part of it.</summary>
    internal static string Beginning(string target)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(target)));
        return $".{Convert.ToHexStringLower(hash.AsSpan(0, 8))}.";
    }

    // Names of another form are taken for new: they are not from here.
    private static long TicksOf(string path, string target)
    {
        ReadOnlySpan<char> rest = Path.GetFileName(path.AsSpan())[Beginning(target).Length..];
        return rest.Length > TicksLength && long.TryParse(rest[..TicksLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long ticks)
            ? ticks
            : long.MaxValue;
    }

    private static TimeSpan Close(FileStream stream, TimeSpan age)
    {
        stream.Dispose();
        return age;
    }

    // Null where somebody holds it, or it is gone, or is not ours to remove.
    private static FileStream? TryLock(string path, FileOptions options = FileOptions.None)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
