using System.Runtime.InteropServices;

namespace SparseGen.Execution;

/// <summary>
/// Asks Linux for pages of two megabytes where much memory is about to be used for the first time. Each page costs a fault then, and where the machine is a virtual one faults take
/// microseconds: the twelve thousand of a first training step of FashionMixer took as long as two steps. It is advice, and changes nothing where the system does not follow it.
/// Not for what is larger than any cache: of Mixer-S/16 each step, not only the first, took 5 to 10 % longer with them; why was not found.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes of a large page.</summary>
    private const nint Page = 2 * 1024 * 1024;

    /// <summary>Bytes for which it is worth it, at the most.</summary>
    private const nint Most = 64 * 1024 * 1024;

    /// <summary>MADV_HUGEPAGE of Linux.</summary>
    private const int HugePage = 14;

    /// <summary>Asks for them, for the large pages that lie within some memory.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="bytes">Its size.</param>
    internal static void Advise(void* start, nint bytes)
    {
        nint first = ((nint)start + Page - 1) & -Page, last = ((nint)start + bytes) & -Page;
        if (!OperatingSystem.IsLinux() || bytes > Most || last <= first)
        {
            return;
        }

        try
        {
            _ = Advise((void*)first, last - first, HugePage);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system whose C library has another name.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nint length, int advice);
}
