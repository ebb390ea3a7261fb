using System.Diagnostics;
using System.Runtime.InteropServices;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>The driver of CUDA that only counts (<c>cuda_stub.c</c>): made by the C compiler of the machine, found by a child process in its library path.</summary>
internal static class CudaStub
{
    /// <summary>What the driver calls its devices.</summary>
    public const string Name = "Stub";

    /// <summary>Variables of the stub itself.</summary>
    public const string Devices = "SPARSEGEN_STUB_DEVICES", Capability = "SPARSEGEN_STUB_CAPABILITY", Driver = "SPARSEGEN_STUB_DRIVER", Memory = "SPARSEGEN_STUB_MEMORY",
        Fails = "SPARSEGEN_STUB_FAILS", Graphs = "SPARSEGEN_STUB_GRAPHS";

    /// <summary>Codes of the driver.</summary>
    public const int OutOfMemory = 2, LaunchFailed = 719;

    /// <summary>Set in child processes that have the stub.</summary>
    private const string Variable = "SPARSEGEN_CUDA_STUB";

    private const string Library = "libcuda.so.1";

    /// <summary>What was asked of the driver since the process began, and the bytes that are allocated, in the order of the stub's.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal record struct Counts(
        long Launches, long Uploads, long Uploaded, long Downloads, long Downloaded, long Moves, long Clears, long Waits, long Modules, long Allocations, long Held,
        long Graphs, long LaunchedByGraphs)
    {
        /// <summary>Calls of the driver that launch something.</summary>
        public readonly long LaunchCalls => Launches - LaunchedByGraphs + Graphs;

        public static Counts operator -(Counts now, Counts before) => new(
            now.Launches - before.Launches, now.Uploads - before.Uploads, now.Uploaded - before.Uploaded, now.Downloads - before.Downloads,
            now.Downloaded - before.Downloaded, now.Moves - before.Moves, now.Clears - before.Clears, now.Waits - before.Waits, now.Modules - before.Modules,
            now.Allocations - before.Allocations, now.Held - before.Held, now.Graphs - before.Graphs, now.LaunchedByGraphs - before.LaunchedByGraphs);
    }

    /// <summary>Bytes of the device that are allocated.</summary>
    public static long Held
    {
        get
        {
            Read(out Counts counts);
            return counts.Held;
        }
    }

    /// <summary>Leaves out a test in a process that does not have the stub. In others, kernels are kept where the variable says, which tests do without elsewhere.</summary>
    public static void Demand()
    {
        Skip.If(Environment.GetEnvironmentVariable(Variable) is null, "Runs in a process that has a stub of CUDA's driver.");
        KernelCache.Folder = Environment.GetEnvironmentVariable(KernelCache.Variable);
    }

    /// <summary>What an action asks of the driver.</summary>
    public static Counts Count(Action action)
    {
        Read(out Counts before);
        action();
        Read(out Counts after);
        return after - before;
    }

    /// <summary>Makes the stub in a folder under the names that CUDA's library has.</summary>
    /// <returns>The variables of a process that is to have it.</returns>
    public static Dictionary<string, string> Build(TemporaryFolder folder)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The stub of CUDA's driver is a library of Linux.");
        string source = Path.Combine(Repository.Tests, "Gpu", "Stub", "cuda_stub.c"), library = folder.File(Library);
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

        File.CreateSymbolicLink(folder.File("libcuda.so"), library);
        return new() { [Variable] = "1", ["LD_LIBRARY_PATH"] = folder.Path, [KernelCache.Variable] = folder.File("kernels") };
    }

    /// <summary>Graphs that there are.</summary>
    [DllImport(Library, EntryPoint = "stub_graphs")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern long GraphsHeld();

    /// <summary>Sets the memory of all devices together, also to less than is allocated.</summary>
    /// <param name="bytes">Bytes; those of an H100 when the process begins.</param>
    [DllImport(Library, EntryPoint = "stub_limit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void Limit(long bytes);

    /// <summary>Has a launch, copy, clearing or wait fail, and all that follow.</summary>
    /// <param name="call">Which one from now on, from 1; 0 for none.</param>
    /// <param name="error">The driver's code.</param>
    [DllImport(Library, EntryPoint = "stub_fail")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void Fail(long call, int error = LaunchFailed);

    /// <summary>Has kernels refused when they are loaded.</summary>
    /// <param name="fail">1 to refuse them, 0 to take them.</param>
    [DllImport(Library, EntryPoint = "stub_fail_loads")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FailLoads(int fail);

    /// <summary>Has graphs refused when they are made ready to be launched.</summary>
    /// <param name="fail">1 to refuse them, 0 to take them.</param>
    [DllImport(Library, EntryPoint = "stub_fail_graphs")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FailGraphs(int fail);

    /// <summary>How often kernels were launched so far whose names contain a text.</summary>
    /// <param name="part">The text.</param>
    [DllImport(Library, EntryPoint = "stub_launches_of", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern long LaunchesOf(string part);

    [DllImport(Library, EntryPoint = "stub_counts")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Read(out Counts counts);
}
