using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SparseGen.Tests.Gpu;

/// <summary>The driver of CUDA that only counts (<c>cuda_stub.c</c>): made by the C compiler of the machine, found by a child process in its library path.</summary>
internal static class CudaStub
{
    /// <summary>Set in child processes that have the stub.</summary>
    public const string Variable = "SPARSEGEN_CUDA_STUB";

    private const string Library = "libcuda.so.1";

    /// <summary>What was asked of the driver since the process began, in the order of the stub's.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal record struct Counts(
        long Launches, long Uploads, long Uploaded, long Downloads, long Downloaded, long Moves, long Clears, long Waits, long Modules, long Allocations)
    {
        public static Counts operator -(Counts now, Counts before) => new(
            now.Launches - before.Launches, now.Uploads - before.Uploads, now.Uploaded - before.Uploaded, now.Downloads - before.Downloads,
            now.Downloaded - before.Downloaded, now.Moves - before.Moves, now.Clears - before.Clears, now.Waits - before.Waits, now.Modules - before.Modules,
            now.Allocations - before.Allocations);
    }

    /// <summary>What an action asks of the driver.</summary>
    public static Counts Count(Action action)
    {
        Read(out Counts before);
        action();
        Read(out Counts after);
        return after - before;
    }

    /// <summary>Compiles the stub into a folder under the names that CUDA's library has.</summary>
    public static void Build(string folder)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The stub of CUDA's driver is a library of Linux.");
        string source = Path.Combine(Repository.Tests, "Gpu", "Stub", "cuda_stub.c"), library = Path.Combine(folder, Library);
        try
        {
            using Process compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-w", "-shared", "-fPIC", "-o", library, source]) { RedirectStandardError = true })!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "There is no C compiler to make the stub of CUDA's driver with.");
        }

        File.CreateSymbolicLink(Path.Combine(folder, "libcuda.so"), library);
    }

    [DllImport(Library, EntryPoint = "stub_counts")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Read(out Counts counts);
}
