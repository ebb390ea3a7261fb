using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>Compiles kernels for a device.</summary>
/// <remarks>
/// Drivers keep what they have compiled on disk and find it by its text, which saves up to a second a kernel at every start of a program. ILGPU puts numbers into the text that
/// count through the whole process, so that it differs from start to start and between two equal kernels; here they count from the start of each text.
/// </remarks>
internal static partial class KernelCompiler
{
    /// <summary>A kernel on a device.</summary>
    /// <typeparam name="TLauncher">A delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
    /// <param name="accelerator">The device.</param>
    /// <param name="kernel">A static method; its groups are explicit.</param>
    internal static TLauncher Load<TLauncher>(Accelerator accelerator, MethodInfo kernel)
        where TLauncher : Delegate => accelerator.LoadKernel(Compile(accelerator, kernel)).CreateLauncherDelegate<TLauncher>();

    /// <summary>What a driver gets.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="kernel">A static method; its groups are explicit.</param>
    internal static CompiledKernel Compile(Accelerator accelerator, MethodInfo kernel)
    {
        CompiledKernel compiled = accelerator.CompileKernel(EntryPointDescription.FromExplicitlyGroupedKernel(kernel));
        switch (compiled)
        {
            case CLCompiledKernel opencl:
                TextOf(opencl) = Renumber(opencl.Source, OpenCLNumbers());
                break;
            case PTXCompiledKernel ptx:
                TextOf(ptx) = Renumber(ptx.PTXAssembly, PtxNumbers());
                break;
        }

        return compiled;
    }

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

    // There is no other way to the text between ILGPU's compiler and the driver's.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Source>k__BackingField")]
    private static extern ref string TextOf(CLCompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<PTXAssembly>k__BackingField")]
    private static extern ref string TextOf(PTXCompiledKernel kernel);
}
