using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR.Types;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace SparseGen.Gpu;

/// <summary>Compiles kernels for a device.</summary>
/// <remarks>
/// Drivers keep what they have compiled on disk and find it by its text, which saves up to a second a kernel at every start of a program. ILGPU puts numbers into the text that
/// count through the whole process, so that it differs from start to start and between two equal kernels; here they count from the start of each text.
/// </remarks>
internal static partial class KernelCompiler
{
    /// <summary>Threads of tiles that are to run at once on a multiprocessor, with 128 registers each: so that some groups compute while others wait at a barrier.</summary>
    internal const int ThreadsAtOnce = 512;

    /// <summary>
    /// After how many kernels ILGPU is made to forget what it has read of them: some 6 MB each, which it would keep until the program ends. What several kernels share it then
    /// reads again, for 0.2 s: seldom enough not to matter.
    /// </summary>
    private const int KernelsRemembered = 16;

    /// <summary>ILGPU forgets only while it compiles and loads nothing.</summary>
    private static readonly ReaderWriterLockSlim Compiling = new();

    private static readonly ConditionalWeakTable<Context, StrongBox<int>> Remembered = [];

    /// <summary>What ILGPU passes of a view to an OpenCL kernel besides the buffer: its start and its length.</summary>
    private const int FieldsOfView = 2;

    /// <summary>A kernel on a device.</summary>
    /// <typeparam name="TLauncher">A delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
    /// <param name="accelerator">The device.</param>
    /// <param name="kernel">A static method; its groups are explicit.</param>
    /// <param name="threads">Threads of its groups, if it is compiled for this number alone; 0 for any.</param>
    /// <param name="atOnce">Threads that a multiprocessor is to have room for, if it is.</param>
    /// <exception cref="DeviceUnavailableException">The driver does not take it.</exception>
    internal static TLauncher Load<TLauncher>(Accelerator accelerator, MethodInfo kernel, int threads = 0, int atOnce = ThreadsAtOnce)
        where TLauncher : Delegate
    {
        TLauncher launcher;
        Compiling.EnterReadLock();
        try
        {
            launcher = accelerator.LoadKernel(Compile(accelerator, kernel, threads, atOnce)).CreateLauncherDelegate<TLauncher>();
        }
        catch (AcceleratorException exception)
        {
            throw DeviceFailures.Refused(accelerator.Name, kernel.Name, exception);
        }
        finally
        {
            Compiling.ExitReadLock();
        }

        ForgetMany(accelerator.Context);
        return launcher;
    }

    /// <summary>What a driver gets.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="kernel">A static method; its groups are explicit.</param>
    /// <param name="threads">Threads of its groups, if it is compiled for this number alone; 0 for any.</param>
    /// <param name="atOnce">Threads that a multiprocessor is to have room for, if it is.</param>
    internal static CompiledKernel Compile(Accelerator accelerator, MethodInfo kernel, int threads = 0, int atOnce = ThreadsAtOnce)
    {
        EntryPointDescription description = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        KernelSpecialization specialization = Specialization(threads, atOnce);
        string? key = DeviceOf(accelerator) is string device ? KernelCache.KeyOf(kernel, device, threads, atOnce) : null;
        if (key is not null && KernelCache.Find(key) is var (text, sharedBytes))
        {
            KernelCache.CountFound();
            return FromText(accelerator, description, specialization, text, new SharedMemorySpecification(sharedBytes, hasDynamicMemory: false));
        }

        CompiledKernel compiled = accelerator.CompileKernel(description, specialization);
        KernelCache.CountCompiled();
        Interlocked.Increment(ref Remembered.GetOrCreateValue(accelerator.Context).Value);
        switch (compiled)
        {
            case CLCompiledKernel opencl:
                TextOf(opencl) = Renumber(opencl.Source, OpenCLNumbers());
                KernelCache.Keep(key!, opencl.Source, SharedBytes(compiled));
                break;
            case PTXCompiledKernel ptx:
                TextOf(ptx) = Renumber(ptx.PTXAssembly, PtxNumbers());
                KernelCache.Keep(key!, ptx.PTXAssembly, SharedBytes(compiled));
                break;
        }

        return compiled;
    }

    private static void ForgetMany(Context context)
    {
        StrongBox<int> remembered = Remembered.GetOrCreateValue(context);
        if (Volatile.Read(ref remembered.Value) < KernelsRemembered)
        {
            return;
        }

        Compiling.EnterWriteLock();
        try
        {
            context.ClearCache(ClearCacheMode.Default);
            remembered.Value = 0;
        }
        finally
        {
            Compiling.ExitWriteLock();
        }
    }

    /// <summary>What ILGPU asks of a device before it writes a kernel's text; null for the simulator, which has none.</summary>
    private static string? DeviceOf(Accelerator accelerator) => accelerator switch
    {
        CudaAccelerator cuda => $"{cuda.Backend.Architecture} {cuda.Backend.InstructionSet}",
        CLAccelerator opencl => $"{opencl.Name} {opencl.Vendor} {opencl.CVersion} {opencl.WarpSize} {Capabilities(opencl)}",
        _ => null,
    };

    private static string Capabilities(CLAccelerator device) =>
        $"{device.Capabilities.Float16} {device.Capabilities.Float64} {device.Capabilities.Int64_Atomics} "
        + $"{device.Capabilities.SubGroups} {device.Capabilities.GenericAddressSpace}";

    /// <summary>A kernel whose text is known, as ILGPU would have compiled it.</summary>
    private static CompiledKernel FromText(
        Accelerator accelerator, EntryPointDescription description, KernelSpecialization specialization, string text, SharedMemorySpecification shared) =>
        accelerator is CLAccelerator opencl
            ? new CLCompiledKernel(
                opencl.Context, new SeparateViewEntryPoint(description, shared, specialization, TypesOf(opencl.Context), FieldsOfView), null, text, opencl.Backend.CLStdVersion)
            : NewPtxKernel(accelerator.Context, new EntryPoint(description, shared, specialization), null, text);

    /// <summary>What a driver's compiler may count on: how many threads a group has, and so how many registers each may have where two groups are to run at once.</summary>
    /// <param name="threads">Threads of a group; 0 for any number.</param>
    /// <param name="atOnce">Threads that a multiprocessor is to have room for.</param>
    internal static KernelSpecialization Specialization(int threads, int atOnce = ThreadsAtOnce) => threads > 0 ? new KernelSpecialization(threads, atOnce / threads) : default;

    /// <summary>The same text with its numbers replaced: those with the same prefix count from 0 in the order in which they first occur.</summary>
    /// <param name="text">Text of a kernel.</param>
    /// <param name="numbers">What finds a prefix and its number.</param>
    internal static string Renumber(string text, Regex numbers)
    {
        var names = new Dictionary<string, string>();
        var next = new Dictionary<string, int>();
        return numbers.Replace(text, match =>
        {
            if (!names.TryGetValue(match.Value, out string? name))
            {
                string prefix = match.Groups[1].Value;
                int number = next.GetValueOrDefault(prefix);
                next[prefix] = number + 1;
                names[match.Value] = name = prefix + number.ToString(CultureInfo.InvariantCulture);
            }

            return name;
        });
    }

    /// <summary>Types and labels of ILGPU's OpenCL C.</summary>
    [GeneratedRegex(@"\b(type_|L_)\d+")]
    internal static partial Regex OpenCLNumbers();

    /// <summary>Labels and parameters of ILGPU's PTX.</summary>
    [GeneratedRegex(@"(?<![\w$])(L_|_[A-Za-z]\w*_)\d+\b")]
    internal static partial Regex PtxNumbers();

    /// <summary>Shared memory of a group.</summary>
    internal static int SharedBytes(CompiledKernel kernel) => EntryPointOf(kernel).SharedMemory.StaticSize;

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PTXCompiledKernel NewPtxKernel(Context context, EntryPoint entryPoint, CompiledKernel.KernelInfo? info, string ptxAssembly);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern EntryPoint EntryPointOf(CompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_TypeContext")]
    private static extern IRTypeContext TypesOf(Context context);

    // There is no other way to the text between ILGPU's compiler and the driver's.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Source>k__BackingField")]
    private static extern ref string TextOf(CLCompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<PTXAssembly>k__BackingField")]
    private static extern ref string TextOf(PTXCompiledKernel kernel);
}
